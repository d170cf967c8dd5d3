import jsQR from 'jsqr'
import { encode } from 'uqr'
import { describe, expect, test } from 'vitest'
import { type Parcel, packParcel, unpackParcel } from './parcel.ts'
import { type Collected, collectPiece, cutPieces, joinPieces } from './pieces.ts'

const hash = `0x${'12'.repeat(32)}` as const
const parcel: Parcel = {
  kind: 'confirmation',
  id: hash,
  account: `0x${'34'.repeat(20)}`,
  title: '充电站',
  snapshot: hash,
  journal: hash,
  signature: `0x${'9a'.repeat(65)}`,
}
let seed = 1
const random = () => {
  seed = (Math.imul(seed, 48_271) >>> 0) % 2_147_483_647
  return seed
}
const noise = Array.from({ length: 3000 }, () => (random() % 36).toString(36)).join('')
const long: Parcel = { kind: 'signature', title: noise, terms: hash, digest: hash, party: 1, signature: hash }

/** What a camera would see of a code. */
function photograph(text: string): string {
  const scale = 4
  const { data, size } = encode(text, { border: 3 })
  const width = size * scale
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255)
  for (let y = 0; y < width; y++)
    for (let x = 0; x < width; x++)
      if (data[Math.floor(y / scale)]?.[Math.floor(x / scale)])
        pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
  return jsQR(pixels, width, width)?.data ?? ''
}

describe('parcels', () => {
  test('default: packed, shown as codes, photographed and unpacked', async () => {
    for (const each of [parcel, long]) {
      let collected: Collected | null = null
      for (const piece of cutPieces(await packParcel(each))) collected = collectPiece(collected, photograph(piece))
      const packed = collected && joinPieces(collected)
      expect(await unpackParcel(packed ?? '')).toEqual(each)
    }
  })

  test('behavior: pieces in any order, twice, and of another parcel between', async () => {
    const packed = await packParcel(long)
    const pieces = cutPieces(packed)
    expect(pieces.length).toBeGreaterThan(2)
    let collected: Collected | null = collectPiece(null, cutPieces('other')[0] ?? '')
    for (const piece of [...pieces].reverse().flatMap(each => [each, each, 'https://example.org'])) {
      if (collected?.tag !== 'none') collected = collectPiece(collected, piece)
    }
    expect(collected && joinPieces(collected)).toBe(packed)
    expect(joinPieces({ tag: collected?.tag ?? '', count: pieces.length, parts: new Map([[1, 'x']]) })).toBeNull()
  })

  test('error: ParcelUnreadable', async () => {
    await expect(unpackParcel('%%%')).rejects.toMatchObject({ code: 'ParcelUnreadable' })
    await expect(unpackParcel(btoa('nothing'))).rejects.toMatchObject({ code: 'ParcelUnreadable' })
    const foreign = await packParcel({ ...parcel, kind: 'other' } as never)
    await expect(unpackParcel(foreign)).rejects.toMatchObject({ code: 'ParcelUnreadable' })
  })
})
