import type { CheckpointsView } from '@concordat/sdk/proof/checkpoint.ts'
import type { AgreementView, NodeView } from '@concordat/sdk/views.ts'
import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { IconFileCertificate } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getJson } from '../../lib/api.ts'
import { useChain } from '../../lib/chain.tsx'
import { describeError } from '../../lib/messages.ts'

/** Makes the proof of an agreement in this browser, from the chain and the nodes, and saves it as a file. */
export function DownloadProof({ agreement }: { agreement: AgreementView }) {
  const { t, i18n } = useTranslation()
  const { client, contracts } = useChain()
  const making = useMutation({
    mutationFn: async () => {
      // Trie and proof code is only loaded by those who ask for it.
      const { makeBundle } = await import('@concordat/sdk/proof/makeBundle.ts')
      const bundle = await makeBundle({
        client: client as never,
        contracts,
        root: agreement.root,
        fromBlock: 0,
        toBlock: await readBlock(),
        checkpoints: async (numbers, quorum) =>
          (await getJson<CheckpointsView>(`/checkpoints/${numbers.join(',')}?quorum=${quorum}`)).checkpoints,
        ...(agreement.asset.kind === 'currency' ? { currency: agreement.asset.symbol } : {}),
      })
      save(`${agreement.root.slice(0, 10)}.proof.json`, JSON.stringify(bundle))
    },
  })
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm" c="dimmed" maw={680}>
        {t('proof.downloadLead')}
      </Text>
      <Group>
        <Button
          variant="default"
          leftSection={<IconFileCertificate size={18} aria-hidden />}
          loading={making.isPending}
          onClick={() => making.mutate()}
        >
          {t('proof.download')}
        </Button>
        <Anchor href="/verify" target="_blank" size="sm">
          {t('proof.verifyLink')}
        </Anchor>
      </Group>
      {making.isError && <Alert color="red">{describeError(making.error, i18n.language).sentence}</Alert>}
    </Stack>
  )
}

/** The block that every node that runs has read. */
async function readBlock(): Promise<number> {
  const nodes = await getJson<NodeView[]>('/nodes')
  const blocks = nodes.filter(({ status }) => status !== 'down').map(({ block }) => block)
  return blocks.length === 0 ? 0 : Math.min(...blocks)
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
