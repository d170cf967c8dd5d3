import { type Address, encodeAbiParameters, type Hex, keccak256 } from 'viem'
import type { PayoutAccount } from '../types.ts'

const payoutAccountParameters = [
  {
    type: 'tuple',
    components: [
      { name: 'owner', type: 'address' },
      { name: 'rail', type: 'bytes32' },
      { name: 'account', type: 'bytes32' },
      { name: 'minimum', type: 'uint128' },
      { name: 'quorum', type: 'bytes32' },
      { name: 'currency', type: 'bytes32' },
      { name: 'processor', type: 'bytes32' },
    ],
  },
] as const

/** What goes along with a payment to a payout account, so that it is paid out at once: `Ledger.pay`'s data. */
export function encodePayoutAccount(to: PayoutAccount): Hex {
  return encodeAbiParameters(payoutAccountParameters, [to])
}

/** The key of the account of Payments whose units are paid out to a receiving account; `accountOf` gives its address. */
export function payoutKey(to: PayoutAccount): Hex {
  return keccak256(encodePayoutAccount(to))
}

/**
 * The id of an instruction: the idempotency key at the processor, and the subject of its reports. Another chain's or
 * contract's instruction has another.
 * @param payoutKey The key of the payout account.
 * @param sequence The number among the account's instructions, from 1.
 */
export function instructionId(chainId: number, payments: Address, payoutKey: Hex, sequence: bigint): Hex {
  return keccak256(
    encodeAbiParameters(
      [{ type: 'uint256' }, { type: 'address' }, { type: 'bytes32' }, { type: 'uint64' }],
      [BigInt(chainId), payments, payoutKey, sequence],
    ),
  )
}
