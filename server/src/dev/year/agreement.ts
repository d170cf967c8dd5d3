import { ProcessorAccount } from '@concordat/sdk/payments/processor.ts'
import { agreementDigest } from '@concordat/sdk/splits/terms/digest.ts'
import { encodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { createPublicClient, type Hex, http } from 'viem'
import { createBusiness, findBusinessByName } from '../../businesses/store.ts'
import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { connectAccount } from '../../rails/connections.ts'
import { keepBasis } from '../../receipts/basis.ts'
import { readSandbox } from '../readSandbox.ts'
import { readTerms } from '../readTerms.ts'
import { readWallets } from '../readWallets.ts'

const name = 'charging-site'

/** What the example has begun: the terms hold deadlines counted from then, so they are made once. */
export type Kept = { business: Hex; root: Hex; terms: Hex; status: 'running' | 'done' }

export async function findKept({ sql }: Pick<Context, 'sql'>): Promise<Kept | undefined> {
  return (await sql<Kept[]>`select business, root, terms, status from example`)[0]
}

export type KeepParameters = Pick<
  Context,
  'sql' | 'keys' | 'indexer' | 'processors' | 'deployment' | 'rpcUrl' | 'state'
> & {
  folder: string
}

/** The business, connected to its account at the sandbox, and the terms that name both; made once. */
export async function keepAgreement(parameters: KeepParameters): Promise<Kept> {
  const { sql, keys, deployment, rpcUrl, state, folder } = parameters
  const known = await findKept(parameters)
  if (known) return known
  const wallets = readWallets(state)
  const processor = siteAccount(state)
  const participants = wallets.map(({ name, role, address }) => ({ name, role, account: address }))
  const found = await findBusinessByName(sql, name)
  const { id } = found ?? (await createBusiness(sql, keys, { name, project: 'Charging site', participants }))
  const { timestamp } = await createPublicClient({ transport: http(rpcUrl) }).getBlock()
  const { chainId, contracts } = deployment
  const given = { folder, state, wallets, business: id, payments: contracts.Payments, processor }
  const { agreement: terms, prose } = readTerms({ ...given, now: Number(timestamp) })
  await connectAccount(parameters, { business: id, ...processor, limits: {} })
  const root = agreementDigest(terms, chainId, contracts.Splits)
  await keepBasis(sql, root, prose)
  const kept: Kept = { business: id, root, terms: encodeTerms(terms), status: 'running' }
  await sql`insert into example ${sql(kept)} on conflict do nothing`
  return (await findKept(parameters)) ?? kept
}

/** The account at the sandbox that the site's payers pay. */
export function siteAccount(state: string): ProcessorAccount {
  const sandbox = readSandbox(state)
  if (!sandbox)
    throw new ApiError(
      409,
      'SandboxMissing',
      'The state folder names no sandbox (sandbox.json); `npm start` writes it.',
    )
  return ProcessorAccount.parse({ rail: 'stripe', account: sandbox.accounts.chargingSite })
}
