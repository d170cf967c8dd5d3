import { agreementDigest, agreementTypedData } from '@concordat/sdk/splits/terms/digest.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import { expect } from '@playwright/test'
import { type Address, type Hex, isAddressEqual, type LocalAccount } from 'viem'
import { callSplits, chainClient, contracts } from './chain.ts'
import { get } from './stack.ts'

export type Amendment = { next: Agreement; current: Agreement; digest: Hex }

/** The next version of an agreement: every clause goes on, but for what `change` says. */
export async function draftAmendment(root: Hex, change: (next: Agreement) => Agreement): Promise<Amendment> {
  const view = await get<AgreementView>(`/api/index/agreements/${root}`)
  const current = decodeTerms(view.terms)
  const goOn = <Clause extends object>(clause: Clause, index: number) => ({ ...clause, continues: index + 1 })
  const rules = {
    ...current.rules,
    signBy: Math.floor(Date.now() / 1000) + 86_400,
    monthly: current.rules.monthly.map(goOn),
    clauses: current.rules.clauses.map(goOn),
  }
  const next = change({ ...current, rules, root, previous: view.digest })
  return { next, current, digest: agreementDigest(next, await chainClient().getChainId(), contracts().Splits) }
}

/** Publishes an amendment as a party of the version in force, and waits until readers see it. */
export async function proposeAmendment(party: LocalAccount, { next, digest }: Amendment): Promise<void> {
  await callSplits(party, 'propose', [next])
  await expect.poll(async () => (await readAgreement(next.root)).pending.map(each => each.digest)).toContain(digest)
}

/** Signs an amendment as one of its parties, without a browser. */
export async function signAmendment(party: LocalAccount, { next }: Amendment): Promise<void> {
  const place = placeOf(next, party.address)
  const typedData = agreementTypedData(next, await chainClient().getChainId(), contracts().Splits)
  await callSplits(party, 'sign', [next, BigInt(place), await party.signTypedData(typedData as never)])
}

export const readAgreement = (root: Hex) => get<AgreementView>(`/api/index/agreements/${root}`)

const placeOf = ({ parties }: Agreement, account: Address) =>
  parties.findIndex(party => isAddressEqual(party.account, account))
