// Bytecode sizes of the deployed contracts, committed in contracts/snapshots/size.json; `--check` fails when they differ.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const contracts = fileURLToPath(new URL('../contracts', import.meta.url))
const limit = 22_000
const names = ['Ledger', 'Facts', 'Payments', 'Settlement', 'Splits']

const sizes = Object.fromEntries(
  names.map(name => {
    const artifact = JSON.parse(readFileSync(`${contracts}/out/${name}.sol/${name}.json`, 'utf8'))
    return [name, (artifact.deployedBytecode.object.length - 2) / 2]
  }),
)
const text = `${JSON.stringify(sizes, null, 2)}\n`
const file = `${contracts}/snapshots/size.json`
const over = names.filter(name => (sizes[name] ?? 0) > limit)
if (over.length > 0) {
  console.error(`Over ${limit} bytes: ${over.map(name => `${name} ${sizes[name]}`).join(', ')}`)
  process.exit(1)
}
if (process.argv.includes('--check') && readFileSync(file, 'utf8') !== text) {
  console.error(
    `contracts/snapshots/size.json differs from the build: run \`npm run gen\` and give the reason in the commit.\n${text}`,
  )
  process.exit(1)
}
writeFileSync(file, text)
console.log(names.map(name => `${name} ${sizes[name]}`).join(', '))
