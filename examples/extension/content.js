import { startContent } from "namelight/extension/content";

startContent({
  lang: "de",
  strings: { lang: "de", about: "Über {name}", close: "Schließen", readMore: "Mehr bei {site}", "type.City": "Stadt", turnOff: "Auf dieser Seite nicht zeigen", hideName: "Diesen Namen nicht zeigen" },
});
