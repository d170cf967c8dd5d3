import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { addresses, databaseUrl, hash, line, parseOptions, port, round, signatures, webUrls } from './options.ts'

const first = `0x${'11'.repeat(20)}`
const second = `0x${'22'.repeat(20)}`

describe(parseOptions, () => {
  test('default', () => {
    const schema = z.object({ port, peers: webUrls, members: addresses, round: round.optional() })
    const given = { port: '4101', peers: 'https://a.example/, http://b:4102,', members: `${first},${second}` }
    expect(parseOptions(schema, given)).toEqual({
      port: 4_101,
      peers: ['https://a.example', 'http://b:4102'],
      members: [first, second],
    })
  })

  test('error: OptionUnreadable names each option, what was given and what is expected', () => {
    expect(() => parseOptions(z.object({ port, quorum: hash }), { port: 'abc', quorum: '0x12' })).toThrow(
      '--port is "abc": expected a port from 1 to 65535. --quorum is "0x12": expected an id of 0x and 64 hex digits.',
    )
  })

  test.each([
    [port, ['0', '65536', '1.5', '-1', '1e3']],
    [line, ['', "it's", 'two\nlines']],
    [databaseUrl, ['mysql://db/x', 'db/x', "postgres://a:'@db/x"]],
    [webUrls, ['ftp://a', 'a.example', "http://a,http://'"]],
    [addresses, ['', '0x11', `${first};${second}`]],
    [signatures, ['', first, `0x${'11'.repeat(65)}`]],
    [hash, ['', `${first}00`, `0x${'zz'.repeat(32)}`]],
    [round, ['-1', '1.0', '', '9'.repeat(20)]],
  ] as const)('error: %#', (schema, values) => {
    for (const value of values) expect(schema.safeParse(value).success, value).toBe(false)
  })
})
