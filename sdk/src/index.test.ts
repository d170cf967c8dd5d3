import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import * as sdk from './index.ts'

/** Every file a module loads, itself included, and the packages it names. */
function graphOf(path: string, seen = new Map<string, string[]>()): Map<string, string[]> {
  if (seen.has(path)) return seen
  const text = readFileSync(path, 'utf8')
  const loaded = [...text.matchAll(/^(?:import|export)\s(?!type\b)[^'"]*?from '([^']+)'/gms)].map(
    match => match[1] ?? '',
  )
  seen.set(path, loaded)
  for (const name of loaded) {
    if (name.startsWith('.')) graphOf(fileURLToPath(new URL(name, `file://${path}`)), seen)
  }
  return seen
}

describe('index', () => {
  test('behavior: the public surface changes on purpose only', () => {
    expect(Object.keys(sdk).sort()).toMatchInlineSnapshot(`
      [
        "BaseError",
        "ConcordatError",
        "LIMITS",
        "ProcessorAccount",
        "RESTRICTED_BIT",
        "Rail",
        "Reserve",
        "RetryableError",
        "SplitsTermsFile",
        "VALUE_TRUE",
        "ZERO_HASH",
        "accountOf",
        "agreementDigest",
        "agreementTypedData",
        "agreementTypes",
        "apply",
        "buildOrderMetadata",
        "businessId",
        "checkTerms",
        "clauseName",
        "clausesOf",
        "createFold",
        "currencyCode",
        "currencyDecimals",
        "currencyUnit",
        "currentOf",
        "declineTypes",
        "decodeReason",
        "decodeTerms",
        "defaultCloseAfter",
        "deficitOf",
        "describeReason",
        "disputeWonHash",
        "domainOf",
        "encodePayoutAccount",
        "encodeTerms",
        "entitled",
        "entitledByClause",
        "entitledOf",
        "explainLine",
        "explainSettlement",
        "externalId",
        "factDigest",
        "factTypes",
        "formatDeadline",
        "formatDuration",
        "formatMonth",
        "formatRate",
        "formatTerms",
        "formatTimezone",
        "frozenSeconds",
        "hasPeriod",
        "instructionId",
        "instructionStates",
        "isAccount",
        "isCurrencyCode",
        "isFrozen",
        "ledgerId",
        "lockedOf",
        "meterId",
        "milestoneSubject",
        "monthCloseHash",
        "monthEnd",
        "monthOf",
        "monthStart",
        "monthSubject",
        "noAccount",
        "openNetOf",
        "orderDigest",
        "orderTypedData",
        "parseAmount",
        "parseDeadline",
        "parseDuration",
        "parseMonth",
        "parseRate",
        "parseTerms",
        "parseTimezone",
        "payerAccount",
        "paymentKey",
        "paymentOrderTypes",
        "paymentTypes",
        "payoutKey",
        "priceOf",
        "processorAccount",
        "processorName",
        "proseHash",
        "quorumId",
        "readOrderMetadata",
        "reasonOf",
        "receiptHash",
        "receivableKey",
        "receiversOf",
        "refundHash",
        "refundSubject",
        "registerKey",
        "registerLeaf",
        "reportHash",
        "residueOf",
        "revocationTypes",
        "rootOf",
        "rootTypes",
        "rotationTypes",
        "seriesOf",
        "simulate",
        "splitLedgerId",
        "supersessionTypes",
        "takenOf",
        "takenOfBase",
        "terminationTypes",
        "topicNameOf",
        "topics",
        "validateTerms",
        "withReserve",
        "withheldOf",
      ]
    `)
  })

  test('behavior: it loads in a browser', () => {
    const graph = graphOf(fileURLToPath(new URL('index.ts', import.meta.url)))
    expect(graph.size).toBeGreaterThan(30)
    const packages = new Set([...graph.values()].flat().filter(name => !name.startsWith('.')))
    expect([...packages].sort()).toEqual(['viem', 'zod'])
    expect([...graph.keys()].filter(path => path.includes('/rows/'))).toEqual([])
  })
})
