/** Full id of a clause: the contract's id goes in front once. */
export function clauseId(contract: string, name: string): string {
  return name.startsWith(`${contract}/`) ? name : `${contract}/${name}`;
}
