/**
 * In: the ids and addresses by which dictionaries and annotated documents call their entities. Out: whether two mean
 * the same. Guarantees: the two forms of an address of GeoNames or of Wikidata are one; nothing else is guessed.
 */

const sameForms = /** @type {const} */ ([
  [/^(?:https?:\/\/(?:sws\.|www\.)?geonames\.org\/|geonames:)(\d+)(?:[/?#].*)?$/u, "geonames:"],
  [/^(?:https?:\/\/(?:www\.)?wikidata\.org\/(?:entity|wiki)\/|wikidata:)(Q\d+)$/u, "wikidata:"],
]);

/** @param {string} address */
export function canonical(address) {
  for (const [form, prefix] of sameForms) {
    const number = form.exec(address)?.[1];
    if (number) return prefix + number;
  }
  return address;
}

/**
 * All that an entity of a dictionary source is called.
 * @param {{ id: string, value: Record<string, unknown> }} entity
 */
export function identitiesOf({ id, value: { sameAs } }) {
  const addresses = Array.isArray(sameAs) ? sameAs : [sameAs];
  return [id, ...addresses.filter((address) => typeof address === "string")].map(canonical);
}
