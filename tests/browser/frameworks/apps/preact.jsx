import { Fragment, hydrate, render as draw } from "preact";
import { renderToString } from "preact-render-to-string";

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
  (isServed ? hydrate : draw)(<App {...state} />, container);
  return {
    update: (next) => draw(<App {...next} />, container),
    stop: () => draw(null, container),
  };
}
