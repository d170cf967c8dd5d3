import { announceRotation, applyRotation, signRotation } from '@concordat/node/setup/rotate.ts'
import type { Command } from 'commander'
import { z } from 'zod'
import { addresses, hash, line, parseOptions, round, signatures } from '../../options.ts'
import { formatDate, print } from '../../output.ts'

const Members = z.object({ directory: line, quorum: hash, members: addresses })
const Round = Members.extend({ round: round.optional() })
const Signed = Round.extend({ signatures })

const example = `
Example, to seat D in a quorum of A, B and C that needs two:
  A$ concordat node rotation sign --directory /srv/attestor --quorum 0x... --members A,B,C,D
  B$ concordat node rotation sign --directory /srv/attestor --quorum 0x... --members A,B,C,D
  A$ concordat node rotation announce --directory /srv/attestor --quorum 0x... --members A,B,C,D --signatures 0x...,0x...
  and after the notice time, anybody:
  D$ concordat node rotation apply --directory /srv/attestor --quorum 0x... --members A,B,C,D

Announcing the present members cancels an announcement.`

/** Changes the members of a quorum: more than k of the present ones sign, one announces, anybody applies. */
export function addRotation(node: Command, program: Command): void {
  const rotation = node
    .command('rotation')
    .description('change the members of a quorum: sign, announce, and apply after the notice time')
    .addHelpText('after', example)
  const step = (name: string, description: string) =>
    rotation
      .command(name)
      .description(description)
      .requiredOption('--directory <folder>', 'the folder of `node init`')
      .requiredOption('--quorum <id>', 'the quorum')
      .requiredOption('--members <addresses>', 'all members to come, in order, with commas')
      .addHelpText('after', example)
  const number = ['--round <number>', 'number of the announcement; the next one where it is not given'] as const

  step('sign', "sign the members to come with this node's key")
    .option(...number)
    .action(async (given: Record<string, unknown>) => {
      const signed = await signRotation(parseOptions(Round, given))
      print(program.opts().json, signed, () => {
        console.log(`${signed.attestor} signs round ${signed.round}; ${signed.needed} members must.`)
        console.log(signed.signature)
      })
    })

  step('announce', 'announce the members to come with the signatures of the present ones')
    .requiredOption('--signatures <signatures>', 'what `sign` printed, with commas')
    .option(...number)
    .action(async (given: Record<string, unknown>) => {
      const announced = await announceRotation(parseOptions(Signed, given))
      print(program.opts().json, announced, () =>
        console.log(`Announced as round ${announced.round}. Apply it after ${formatDate(announced.appliesAt)}.`),
      )
    })

  step('apply', 'seat the members announced last, once the notice time is over').action(
    async (given: Record<string, unknown>) => {
      const applied = await applyRotation(parseOptions(Members, given))
      print(program.opts().json, applied, () => console.log(`Seated: ${applied.members.join(', ')}`))
    },
  )
}
