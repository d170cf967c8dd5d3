/** An account number as people compare it, in groups of four. */
export const inFours = (text: string) => text.replace(/(.{4})(?=.)/g, '$1 ')
