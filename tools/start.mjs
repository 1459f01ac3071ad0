// `npm start`: installs and builds what is missing, then serves the demo and prints its address.

import { setUp } from "./setup.mjs";

setUp();
await import("./build.mjs");
const { main } = await import("./serve.mjs");
await main();
