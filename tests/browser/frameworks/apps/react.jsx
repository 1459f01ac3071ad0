import { Fragment } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import { renderToString } from "react-dom/server";

function App({ city, isNoted, isBold, items, lines, isGone }) {
  return (
    <section>
      <p>{city}</p>
      <p>Talks in {city} go on</p>
      <p>
        {isNoted && "Leavitt says: "}
        <i>Doha</i>
      </p>
      <p>{isBold ? <b>{city}</b> : city} or not</p>
      <ul>
        {items.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
      <div>
        {lines.map(({ id, text }) => (
          <Fragment key={id}>
            {text}
            <br />
          </Fragment>
        ))}
      </div>
      {isGone ? null : <p>Karoline Leavitt</p>}
    </section>
  );
}

export const render = (state) => renderToString(<App {...state} />);

export function start(container, state, isServed) {
  const root = isServed ? hydrateRoot(container, <App {...state} />) : createRoot(container);
  const update = (next) => flushSync(() => root.render(<App {...next} />));
  if (!isServed) update(state);
  return { update, stop: () => root.unmount() };
}
