import { BaseError } from '@concordat/sdk/errors/base.ts'
import { ConcordatError } from '@concordat/sdk/errors/concordatError.ts'
import { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { collectProblems } from '@concordat/sdk/splits/terms/problems.ts'
import { proseOfFile } from '@concordat/sdk/splits/terms/prose.ts'
import { readSchema } from '@concordat/sdk/splits/terms/readSchema.ts'
import type { Command } from 'commander'
import { print } from '../../output.ts'
import { readJson } from '../../terms.ts'
import { Prose, readKeptProse, showProse } from './deliverProse.ts'
import { getAgreement } from './transact.ts'

const help = `
The server knows the readable contract of what was drafted there, and of what this command line published while the server
answered. Of others somebody shows it: what was published from this machine is kept here, else give the file and the salt.

Examples:
  $ concordat agreements prose 0x...
  $ concordat agreements prose 0x... terms.json --salt 0x...`

export function addProse(agreements: Command, program: Command): void {
  agreements
    .command('prose <root> [terms.json]')
    .description(
      'show the server the readable contract of published terms, so that receipts print the basis of fees and tax',
    )
    .option('--salt <salt>', 'the salt of the readable contract, where the file does not state it')
    .addHelpText('after', help)
    .action(async (given: string, file: string | undefined, { salt }: { salt?: string }) => {
      const { root, digest, versions } = await getAgreement(given)
      const digests = new Set([root, digest, ...versions.map(version => version.digest)])
      const kept = [...digests].flatMap(each => readKeptProse(each) ?? [])
      const shown = file === undefined ? kept : [readProse(file, salt)]
      if (shown.length === 0)
        throw new BaseError(
          'ProseUnknown',
          'These terms were not published from this machine: give the terms file and, unless it states it, the salt.',
        )
      const answers = []
      for (const prose of shown) answers.push(await showProse(root, prose))
      const bases = answers.map(({ basis }) => basis)
      print(program.opts().json, { root, bases }, () => {
        for (const basis of bases)
          console.log(
            basis
              ? `The server knows the readable contract: fees ${basis.fees}, tax ${basis.tax}${basis.rate ? ` (${basis.rate})` : ''}.`
              : 'The server knows the readable contract; it says nothing of fees and tax.',
          )
      })
    })
}

/** The readable contract that a terms file leads to. */
function readProse(path: string, salt?: string): Prose {
  const json = readJson(path)
  const { problems, report } = collectProblems()
  readSchema(json, report)
  if (problems.length > 0) throw new ConcordatError('TermsRefused', { problems })
  const file = SplitsTermsFile.parse(json)
  const prose = Prose.safeParse({ text: proseOfFile(file), salt: salt ?? file.salt })
  if (prose.success) return prose.data
  throw new BaseError(
    'ProseUnknown',
    `${path} does not lead to a readable contract: expected "prose", "basis" or "attachments", and a salt of 32 bytes by --salt or "salt".`,
  )
}
