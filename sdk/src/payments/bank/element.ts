import { z } from 'zod'

/**
 * An element of a message: the elements it may have, by name and in the order in which the message definition has them. Others,
 * and others in between, are refused.
 */
export function element<const Shape extends z.ZodRawShape>(shape: Shape) {
  const names = Object.keys(shape)
  return z
    .unknown()
    .transform(value => (value === '' ? {} : value))
    .superRefine((value, context) => {
      if (typeof value !== 'object' || value === null) return
      let last = -1
      for (const name of Object.keys(value)) {
        const at = names.indexOf(name)
        if (at >= 0 && at < last) context.addIssue({ code: 'custom', path: [name], message: 'stands too late' })
        last = Math.max(last, at)
      }
    })
    .pipe(z.strictObject(shape))
}

/** One of several elements. */
export function choice<const Shape extends z.ZodRawShape>(shape: Shape) {
  const optional = Object.fromEntries(
    Object.entries(shape).map(([name, type]) => [name, z.optional(type as z.ZodType)]),
  )
  return element(optional as unknown as { [Name in keyof Shape]: z.ZodOptional<Shape[Name]> }).refine(
    value => Object.values(value as object).filter(part => part !== undefined).length === 1,
    `expected one of ${Object.keys(shape).join(', ')}`,
  )
}

/** A text that XML and banks can carry. */
export const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, 'is empty')
    .max(longest, `is longer than ${longest} characters`)
    .regex(/^\P{Cc}*$/u, 'holds a control character')

/** What the definition has here and nobody here reads. */
export const unread = z.unknown()

export const isoDate = z.iso.date()
export const isoDateTime = z.iso.datetime({ offset: true, local: true })
export const dateOrTime = choice({ Dt: isoDate, DtTm: isoDateTime })
export const yesNo = z.enum(['true', 'false', '1', '0'])

/** 18 digits, of which 5 after the point: ActiveOrHistoricCurrencyAndAmount. */
export const amount = z.strictObject({
  '#text': z
    .string()
    .regex(/^\d+(\.\d{1,5})?$/, 'is no amount')
    .refine(digits => digits.replace('.', '').length <= 18, 'has more than 18 digits'),
  '@Ccy': z.string().regex(/^[A-Z]{3}$/, 'is no currency code'),
})

const cashAccount = {
  Id: choice({ IBAN: z.string().regex(/^[A-Z]{2}\d{2}[a-zA-Z0-9]{1,30}$/, 'is no IBAN'), Othr: unread }),
  Tp: unread.optional(),
  Ccy: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  Nm: unread.optional(),
  Prxy: unread.optional(),
}

/** CashAccount38. */
export const account = element(cashAccount)
/** CashAccount39, with owner and bank. */
export const ownedAccount = element({ ...cashAccount, Ownr: unread.optional(), Svcr: unread.optional() })
