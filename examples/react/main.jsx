import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { loadDictionary } from "namelight";
import { Highlighted } from "./Highlighted.jsx";

const dictionary = loadDictionary({
  language: "en",
  entities: [
    { id: "doha", name: "Doha", description: "Capital of Qatar." },
    { id: "paris", name: "Paris", description: "Capital of France." },
  ],
});

function App() {
  const [city, setCity] = useState("Doha");
  const [isOpen, setIsOpen] = useState(true);
  return (
    <main>
      <button onClick={() => setCity(city === "Doha" ? "Paris" : "Doha")}>Elsewhere</button>
      <button onClick={() => setIsOpen(!isOpen)}>Close</button>
      {isOpen && (
        <Highlighted dictionary={dictionary}>
          <p>Talks in {city} went on.</p>
        </Highlighted>
      )}
    </main>
  );
}

createRoot(document.getElementById("app")).render(<StrictMode><App /></StrictMode>);
