/** An account number as it is kept: without spaces, in capitals; an id at the processor as it is. */
export function tidyAccount(text: string): string {
  const bare = text.replace(/\s/g, '')
  return bare.startsWith('ba_') ? bare : bare.toUpperCase()
}

/** Whether the text is an IBAN whose check digits are right (ISO 7064, remainder 1 of 97). */
export function isIban(account: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(account)) return false
  const digits = `${account.slice(4)}${account.slice(0, 4)}`.replace(/[A-Z]/g, letter =>
    String(letter.charCodeAt(0) - 55),
  )
  return BigInt(digits) % 97n === 1n
}

/** Whether the text names a bank account: an IBAN, or the id it has at the processor. */
export const isBankAccount = (account: string) => /^ba_\w{1,90}$/.test(account) || isIban(account)
