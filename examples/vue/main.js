import { createApp, h, ref, withDirectives } from "vue";
import { loadDictionary } from "namelight";
import { highlighted } from "./highlighted.js";

const dictionary = loadDictionary({
  language: "en",
  entities: [
    { id: "doha", name: "Doha", description: "Capital of Qatar." },
    { id: "paris", name: "Paris", description: "Capital of France." },
  ],
});

createApp({
  setup() {
    const city = ref("Doha");
    const isOpen = ref(true);
    // In a template: <div v-highlighted="dictionary"><p>Talks in {{ city }} went on.</p></div>
    return () => h("main", [
      h("button", { onClick: () => (city.value = city.value === "Doha" ? "Paris" : "Doha") }, "Elsewhere"),
      h("button", { onClick: () => (isOpen.value = !isOpen.value) }, "Close"),
      isOpen.value && withDirectives(h("div", h("p", ["Talks in ", city.value, " went on."])), [[highlighted, dictionary]]),
    ]);
  },
}).mount("#app");
