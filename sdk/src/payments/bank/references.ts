import { type Hex, hexToBigInt, slice } from 'viem'

/** The remainder by 97 of ISO 7064, over digits and letters, A being 10. */
function remainder(text: string): number {
  let rest = 0
  for (const sign of text)
    for (const digit of String(Number.parseInt(sign, 36))) rest = (rest * 10 + Number(digit)) % 97
  return rest
}

const turned = (text: string) => `${text.slice(4)}${text.slice(0, 4)}`

/** Whether the text is an IBAN in capitals without spaces whose check digits are right. */
export function isIban(text: string): boolean {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text) && remainder(turned(text)) === 1
}

/** The most characters of a creditor reference after "RF" and the check digits. */
const longest = 21

/** A creditor reference of ISO 11649, which banks and payers' forms check. */
function creditorReference(content: string): string {
  const check = 98 - remainder(`${content}RF00`)
  return `RF${String(check).padStart(2, '0')}${content}`
}

const digits = (hash: Hex, length: number) =>
  hexToBigInt(slice(hash, 0, 13))
    .toString(36)
    .toUpperCase()
    .padStart(longest, '0')
    .slice(-length)

/**
 * What a payer writes on a transfer to pay an agreement: 20 signs that follow from its root, 103 bits of it, behind an A.
 * @param root The agreement.
 */
export const agreementReference = (root: Hex): string => creditorReference(`A${digits(root, longest - 1)}`)

/** How many orders that are the same in all else can be told apart. */
export const orderNonces = 36 ** 4

/**
 * What a payer writes on a transfer to pay an order: its number and 16 signs, 82 bits, that follow from its digest, behind an O.
 * @param nonce Below `orderNonces`; the order's own.
 */
export function orderReference(digest: Hex, nonce: number): string {
  const number = nonce.toString(36).toUpperCase().padStart(4, '0')
  return creditorReference(`O${number}${digits(digest, longest - 5)}`)
}

/** The number in the reference of an order; undefined when it is none. */
export function nonceIn(reference: string): number | undefined {
  const number = /^RF\d{2}O([0-9A-Z]{4})[0-9A-Z]{16}$/.exec(reference)?.[1]
  return number === undefined ? undefined : Number.parseInt(number, 36)
}

/** The references of this kind in what a payer wrote, each once: alone, in a text, in groups of four or in small letters. */
export function findReferences(texts: string[]): string[] {
  const found = texts.flatMap(text => {
    const signs = text.toUpperCase().replace(/[\s./-]/g, '')
    return [...signs.matchAll(/(?=(RF\d{2}[AO][0-9A-Z]{20}))/g)].map(match => match[1] ?? '')
  })
  return [...new Set(found)].filter(reference => remainder(turned(reference)) === 1)
}

/** The id that a transfer carries from end to end: the first 35 digits of its instruction, 140 bits of it. */
export const endToEndIdOf = (instruction: Hex): string => instruction.slice(2, 37)
