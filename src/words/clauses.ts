/** A clause of a property. */
interface Clause {
  readonly property: string;
  readonly says: string;
}

/** Clauses with their properties, such as `I13 "it is on the device"`. */
export function clausesInWords(clauses: readonly Clause[]): string {
  return clauses.map(({ property, says }) => `${property} "${says}"`).join(', ');
}
