import { createSSRApp } from "vue";
import { renderToString } from "vue/server-renderer";
import { template } from "./vue.js";

export const render = (state) => renderToString(createSSRApp({ template, data: () => state }));
