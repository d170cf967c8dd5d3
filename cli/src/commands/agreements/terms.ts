import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { requireContext } from '../../context.ts'
import { print } from '../../output.ts'
import { readInForce } from './inForce.ts'
import { formatInForce } from './nextVersion.ts'

export function addTerms(agreements: Command, program: Command): void {
  agreements
    .command('terms <root>')
    .description('the terms in force as a file, with every clause going on: what `amend` takes once it is changed')
    .option('--out <file>', 'where to write it; the terminal where it is not given')
    .addHelpText('after', '\nExample:\n  $ concordat agreements terms 0x... --out next.json')
    .action(async (root: string, { out }: { out?: string }) => {
      const file = formatInForce(await readInForce(requireContext(), root))
      const text = `${JSON.stringify(file, null, 2)}\n`
      if (!out) return void process.stdout.write(text)
      writeFileSync(out, text)
      print(program.opts().json, { root, file: out }, () => console.log(`Written to ${out}.`))
    })
}
