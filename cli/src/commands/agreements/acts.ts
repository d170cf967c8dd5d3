import { BaseError } from '@concordat/sdk/errors/base.ts'
import { buildFreezeFact, factTypedData, terminationTypedData } from '@concordat/sdk/life/acts.ts'
import { confirmationsOf } from '@concordat/sdk/life/confirmationsOf.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { ActKind, ActsView, ActView, AgreementView } from '@concordat/sdk/views.ts'
import type { Hex } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { api } from '../../api.ts'
import type { Context } from '../../context.ts'
import { transact } from './transact.ts'

/** Who signed an act now, and the transaction that carried it out when there were enough. */
export type Acted = { act: ActView; signed: Hex[]; transaction: Hex | null }

/** Signs an act with each account, and carries it out when enough have signed, here or elsewhere. */
export async function signTogether(
  context: Context,
  agreement: AgreementView,
  kind: ActKind,
  accounts: PrivateKeyAccount[],
): Promise<Acted> {
  const { root } = agreement
  const path = `/api/agreements/${root}/acts`
  let act = findAct(await api<ActsView>(path), kind, agreement)
  const signed: Hex[] = []
  for (const account of accounts) {
    if (act.signers.some(signer => signer.account === account.address && signer.signedAt !== null)) continue
    const body = {
      account: account.address,
      signature: await signAct(context, act, account),
      observedAt: act.fact?.observedAt,
    }
    const answer = await api<ActsView>(`${path}/${kind}/signatures`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    signed.push(account.address)
    act = findAct(answer, kind, agreement)
  }
  const [sender] = accounts
  const transaction = sender && act.signatures ? await carryOut(context, agreement, act, sender) : null
  return { act, signed, transaction }
}

function findAct({ acts }: ActsView, kind: ActKind, { status }: AgreementView): ActView {
  const act = acts.find(each => each.kind === kind)
  if (act) return act
  throw new BaseError('ActNotPossible', `The agreement is ${status}: this cannot be done now.`)
}

function signAct({ stack, deployment }: Context, act: ActView, account: PrivateKeyAccount): Promise<Hex> {
  const chain = { chainId: stack.chainId, contracts: deployment.contracts }
  const { kind, fact, digest } = act
  if (kind === 'terminate' || !fact) return account.signTypedData(terminationTypedData(digest, chain))
  return account.signTypedData(factTypedData(buildFreezeFact({ kind, ...fact }, chain), chain))
}

function carryOut(context: Context, agreement: AgreementView, act: ActView, sender: PrivateKeyAccount): Promise<Hex> {
  const terms = decodeTerms(agreement.terms)
  const { kind, fact, needed } = act
  const signatures = act.signatures ?? []
  if (kind === 'terminate' || !fact)
    return transact(context, sender, 'terminate', [terms, signatures.map(({ signature }) => signature)])
  const members = act.signers.map(({ account }) => account)
  const chain = { chainId: context.stack.chainId, contracts: context.deployment.contracts }
  const confirmations = confirmationsOf(members, signatures, needed)
  return transact(context, sender, kind, [terms, buildFreezeFact({ kind, ...fact }, chain), confirmations])
}
