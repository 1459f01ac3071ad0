import { flushSync, hydrate, mount, unmount } from "svelte";
import App from "./App.svelte";

export function start(target, state, isServed) {
  const shown = $state({ ...state });
  const app = (isServed ? hydrate : mount)(App, { target, props: { shown } });
  flushSync();
  return {
    update(next) {
      Object.assign(shown, next);
      flushSync();
    },
    stop: () => unmount(app),
  };
}
