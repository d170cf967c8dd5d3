import { Anchor, Box, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Address } from 'viem'
import { useDirectory } from '../lib/directory.ts'
import { partyColor } from '../lib/palette.ts'

type PartyNameProps = {
  account: Address
  role?: string
  /** The party's place in its agreement: gives its colour. */
  index?: number
  link?: boolean
}

/** A participant by name, with the colour it has in the agreement's charts. */
export function PartyName({ account, role, index, link = true }: PartyNameProps) {
  const { nameOf } = useDirectory()
  const name = nameOf(account)
  return (
    <Group gap={8} wrap="nowrap" style={{ display: 'inline-flex', minWidth: 0 }}>
      {index !== undefined && (
        <Box aria-hidden w={10} h={10} style={{ borderRadius: 5, background: partyColor(index), flex: 'none' }} />
      )}
      <Text component="span" inherit>
        {link ? (
          <Anchor
            inherit
            title={account}
            renderRoot={props => <Link to="/accounts/$address" params={{ address: account }} {...props} />}
          >
            {name}
          </Anchor>
        ) : (
          <span title={account}>{name}</span>
        )}
        {role && (
          <Text component="span" c="dimmed" size="sm">
            {' · '}
            {role}
          </Text>
        )}
      </Text>
    </Group>
  )
}
