// A part of a React application whose names are marked. React owns the nodes in it: Namelight sees that and paints CSS highlights, which
// change none of them, so that React may update, move and remove what it likes.
import { useEffect, useRef } from "react";
import { createHighlighter } from "namelight";

/**
 * @param {{ dictionary: Promise<import("namelight").Dictionary>, children: import("react").ReactNode, onError?: (error: unknown) => void }} props
 *   dictionary: loaded once for the whole application, outside of any component
 */
export function Highlighted({ dictionary, children, onError = console.error }) {
  const root = useRef(null);
  useEffect(() => {
    // Strict mode, or a quick reader, may be gone before the dictionary is there.
    const controller = new AbortController();
    const { signal } = controller;
    dictionary
      .then((loaded) => createHighlighter({ dictionary: loaded, root: root.current, signal }))
      .catch((error) => signal.aborted || onError(error));
    return () => controller.abort();
  }, [dictionary, onError]);
  return <div ref={root}>{children}</div>;
}
