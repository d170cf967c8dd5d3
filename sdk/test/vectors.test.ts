import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { AbiParameters, ContractAddress, Hash, TypedData } from 'ox'
import { describe, expect, test } from 'vitest'
import { vectorFiles } from '../../vectors/generate.ts'
import { accountOf } from '../src/ids.ts'
import { decodeTerms } from '../src/splits/terms/encode.ts'
import { agreementTypes, domainOf } from '../src/typedData.ts'

const folder = fileURLToPath(new URL('../../vectors/', import.meta.url))
const read = (path: string) => readFileSync(`${folder}${path}`, 'utf8')

describe('vectors', () => {
  test('behavior: generating them again changes nothing', () => {
    const files = vectorFiles()
    for (const [path, content] of Object.entries(files)) expect(read(path) === content, path).toBe(true)
    const kept = readdirSync(`${folder}splits`).map(name => `splits/${name}`)
    expect(kept.filter(path => !(path in files))).toEqual([])
  })

  test('behavior: another library computes the same digests of agreements', () => {
    const {
      agreements,
      contracts: { splits },
      chainId,
    } = JSON.parse(read('hashes.json'))
    for (const { terms, digest, structHash } of agreements) {
      const message = decodeTerms(terms) as never
      const domain = domainOf('Concordat Splits', Number(chainId), splits)
      const payload = { domain, types: agreementTypes, primaryType: 'Agreement', message } as const
      expect(TypedData.getSignPayload(payload as never)).toBe(digest)
      expect(TypedData.hashStruct({ types: agreementTypes, primaryType: 'Agreement', data: message })).toBe(structHash)
    }
  })

  test('behavior: another library computes the same sub-account', () => {
    const {
      contracts: { ledger, splits },
    } = JSON.parse(read('hashes.json'))
    const key = Hash.keccak256('0x05')
    const codeHash = Hash.keccak256('0x06')
    const salt = Hash.keccak256(AbiParameters.encode(AbiParameters.from('address owner, bytes32 key'), [splits, key]))
    const expected = ContractAddress.fromCreate2({ from: ledger, salt, bytecodeHash: codeHash })
    expect(accountOf(ledger, splits, key, codeHash).toLowerCase()).toBe(expected.toLowerCase())
  })
})
