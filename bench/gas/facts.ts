import { factDigest } from '@concordat/sdk/facts.ts'
import { factsAbi } from '@concordat/sdk/generated/abi.ts'
import { externalId, ZERO_HASH } from '@concordat/sdk/ids.ts'
import type { Confirmations, Fact } from '@concordat/sdk/types.ts'
import {
  decodeFunctionResult,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  keccak256,
  parseAbi,
  zeroAddress,
} from 'viem'
import { type Job, job } from './job.ts'
import { measureEas } from './peers/eas.ts'
import { measureReports } from './peers/reports.ts'
import { createSafe, measureSafeRecord } from './peers/safe.ts'
import { floorAbi, type Setup, threeOfFive } from './setup.ts'
import { signAll, signWords } from './sign.ts'

const meterAbi = parseAbi(['function measure(address target, bytes call) view returns (uint256)'])

/** The confirmations of three of five attestors. */
export async function confirm({ chainId, contracts }: Setup, fact: Fact): Promise<Confirmations> {
  const { mask, signers } = threeOfFive
  return { mask, signatures: await signAll(signers, factDigest(fact, chainId, contracts.Facts)) }
}

/** What nodes confirm, put on record and used. */
export async function measureFacts(setup: Setup): Promise<Job[]> {
  const { chain, contracts, quorum, floor, create } = setup
  const factOf = (subject: string, round: bigint): Fact => ({
    quorum,
    audience: zeroAddress,
    topic: externalId('topic'),
    subject: externalId(subject),
    round,
    value: externalId(`${subject} ${round}`),
    observedAt: 1_768_000_000,
    validUntil: 0,
  })
  const record = async (fact: Fact) => {
    const args = [fact, await confirm(setup, fact)] as const
    return chain.gasOf({
      to: contracts.Facts,
      data: encodeFunctionData({ abi: factsAbi, functionName: 'record', args }),
    })
  }

  const floorCall = async (functionName: 'record' | 'check', subject: Hex, value: Hex) => {
    const types = [{ type: 'uint256' }, { type: 'address' }, { type: 'bytes32' }, { type: 'bytes32' }] as const
    const digest = keccak256(encodeAbiParameters(types, [BigInt(setup.chainId), floor, subject, value]))
    const signatures = await Promise.all(threeOfFive.signers.map(signer => signWords(signer, digest)))
    const args = [subject, value, BigInt(threeOfFive.mask), signatures] as const
    return encodeFunctionData({ abi: floorAbi, functionName, args })
  }
  const floorRecord = async (name: string) =>
    chain.gasOf({ to: floor, data: await floorCall('record', externalId(name), externalId('value')) })

  const meter = await create('Meter')
  const measure = async (target: Hex, call: Hex) => {
    const args = [target, call] as const
    const data = encodeFunctionData({ abi: meterAbi, functionName: 'measure', args })
    const result = await chain.client.call({ to: meter, data })
    return Number(decodeFunctionResult({ abi: meterAbi, functionName: 'measure', data: result.data ?? ZERO_HASH }))
  }
  const fact = factOf('checked', 0n)
  const checkArgs = [fact, await confirm(setup, fact)] as const
  const check = encodeFunctionData({ abi: factsAbi, functionName: 'check', args: checkArgs })

  await record(factOf('first', 0n))
  await floorRecord('first')
  const safe = await createSafe(setup, 5, 3)
  const recordNew = job('a fact confirmed by 3 of 5, new', await record(factOf('second', 0n)), {
    target: 72_000,
    floor: await floorRecord('second'),
    peers: {
      'Safe 3 of 5': await measureSafeRecord(setup, safe, 3, 'new'),
      'OCR2 library, 3 of 4': await measureReports(setup, 'new'),
      'OCR3 library (published)': 74_385,
      'EAS, one attester': await measureEas(setup),
    },
  })
  const recordAgain = job('a fact confirmed by 3 of 5, its next round', await record(factOf('second', 1n)), {
    target: 55_000,
    peers: {
      'Safe 3 of 5, overwrites': await measureSafeRecord(setup, safe, 3, 'update'),
      'OCR2 library, 3 of 4, overwrites': await measureReports(setup, 'update'),
      'OCR3 library, overwrites (published)': 57_273,
    },
  })
  const checked = job('a fact checked inside another call, 3 signatures', await measure(contracts.Facts, check), {
    target: 23_000,
    floor: await measure(floor, await floorCall('check', externalId('subject'), externalId('value'))),
    peers: { 'OCR libraries (published)': 19_000 },
  })
  return [recordNew, recordAgain, checked]
}
