import { useState } from "react";

export default function Talks() {
  const [city, setCity] = useState("Doha");
  return (
    <section>
      <p>Talks in {city} go on</p>
      <button onClick={() => setCity("Paris")}>Move</button>
    </section>
  );
}
