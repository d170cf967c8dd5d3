import type { Bytes } from '@concordat/sdk/attachments/content.ts'

/** Has the browser save a file. As unknown bytes: no browser shows what was downloaded as a page of ours. */
export function saveBytes(name: string, bytes: Bytes): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
