import { ZERO_HASH } from '@concordat/sdk/ids.ts'
import {
  encodeAbiParameters,
  encodeDeployData,
  encodeFunctionData,
  encodePacked,
  keccak256,
  parseAbi,
  zeroAddress,
} from 'viem'
import { codeOf } from '../contracts.ts'
import type { Setup } from '../setup.ts'
import { signerOf } from '../sign.ts'

const abi = parseAbi([
  'constructor(address registry)',
  'function register(string schema, address resolver, bool revocable) returns (bytes32)',
  'struct Data { address recipient; uint64 expirationTime; bool revocable; bytes32 refUID; bytes data; uint256 value; }',
  'struct Request { bytes32 schema; Data data; }',
  'function attest(Request request) payable returns (bytes32)',
])

/** One attestation of one value about one subject by one attester, who sends it. */
export async function measureEas({ chain, create }: Setup): Promise<number> {
  const registry = await create('SchemaRegistry')
  const { address: to } = await chain.deploy(encodeDeployData({ abi, bytecode: codeOf('EAS'), args: [registry] }))
  const schema = 'bytes32 subject, bytes32 value'
  const register = encodeFunctionData({ abi, functionName: 'register', args: [schema, zeroAddress, true] })
  await chain.gasOf({ to: registry, data: register })
  const uid = keccak256(encodePacked(['string', 'address', 'bool'], [schema, zeroAddress, true]))

  const attest = (value: bigint) => {
    const types = [{ type: 'bytes32' }, { type: 'bytes32' }] as const
    const data = {
      recipient: signerOf('subject').address,
      expirationTime: 0n,
      revocable: true,
      refUID: ZERO_HASH,
      data: encodeAbiParameters(types, [keccak256('0x01'), keccak256(`0x0${value}`)]),
      value: 0n,
    }
    return chain.gasOf({ to, data: encodeFunctionData({ abi, functionName: 'attest', args: [{ schema: uid, data }] }) })
  }
  await attest(1n)
  return attest(2n)
}
