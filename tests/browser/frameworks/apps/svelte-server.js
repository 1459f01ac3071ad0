import { render as renderComponent } from "svelte/server";
import App from "./App.svelte";

export const render = (shown) => renderComponent(App, { props: { shown } }).body;
