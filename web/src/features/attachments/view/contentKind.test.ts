import { describe, expect, test } from 'vitest'
import { contentOf } from './contentKind.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const raw = (...values: number[]) => new Uint8Array(values)

describe('contentOf', () => {
  test('default: by the bytes', () => {
    expect(contentOf(bytes('%PDF-1.7\n'), 'text/plain')).toEqual({ kind: 'pdf' })
    expect(contentOf(raw(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0), '')).toEqual({
      kind: 'image',
      type: 'image/png',
    })
    expect(contentOf(raw(0xff, 0xd8, 0xff, 0xe0), '')).toEqual({ kind: 'image', type: 'image/jpeg' })
    expect(contentOf(bytes('RIFF1234WEBPVP8 '), '')).toEqual({ kind: 'image', type: 'image/webp' })
    expect(contentOf(raw(0x50, 0x4b, 3, 4, 0, 0, 0xff), 'application/zip')).toEqual({ kind: 'other' })
  })

  test.each(['text/html', 'image/svg+xml', 'application/pdf', 'image/png'])(
    'behavior: what could run is text, though it calls itself %s',
    type => {
      const page = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
      expect(contentOf(bytes(page), type)).toEqual({ kind: 'text', text: page, isWhole: true })
      expect(contentOf(bytes('<html>%PDF-1.7'), type)).toMatchObject({ kind: 'text' })
    },
  )

  test('behavior: Chinese text of any program', () => {
    expect(contentOf(bytes('充电站,一百'), 'text/csv')).toMatchObject({ kind: 'text', text: '充电站,一百' })
    expect(contentOf(raw(0xff, 0xfe, 0x45, 0x51, 0x0a, 0x00), 'text/csv')).toMatchObject({ text: '充\n' })
    expect(contentOf(raw(0xb3, 0xe4, 0xb5, 0xe7), 'text/plain')).toMatchObject({ text: '充电' })
    expect(contentOf(raw(0xb3, 0xe4, 0xb5, 0xe7), 'application/octet-stream')).toEqual({ kind: 'other' })
  })

  test('behavior: of a long text the beginning', () => {
    const content = contentOf(bytes('x'.repeat(500_001)), 'text/plain')
    expect(content).toMatchObject({ kind: 'text', isWhole: false })
  })
})
