import type { Sentences } from './sentence.ts'

const megabytes = (bytes: unknown) => Math.floor(Number(bytes ?? 10 * 1024 * 1024) / 1024 / 1024)

/** Why something about an attachment, or a browser that reads it, is refused, in Chinese. */
export const zhAttachments: Sentences = {
  AttachmentUnknown: '该附件已不存在，请刷新列表。',
  AttachmentExists: '该编号下已有另一个文件，请重新添加。',
  AttachmentEmpty: '文件是空的，请添加有内容的文件。',
  AttachmentTooLarge: a => `文件不得超过 ${megabytes(a.limit)} MB，请缩小或拆分后添加。`,
  AttachmentsFull: a =>
    a.limit === undefined
      ? `草案最多有 ${a.files ?? 50} 个附件，请先移除一个。`
      : `草案的附件合计不得超过 ${megabytes(a.limit)} MB，请先移除一个。`,
  AttachmentNameTaken: a => `已有名为“${a.given ?? ''}”的附件，请使用其他文件名。`,
  AttachmentSealed: '本设备无法打开该文件：密钥属于另一台设备，或内容已被改动。',
  AttachmentDamaged: '文件传输中受损，请重试；如仍然如此，请让添加者重新添加。',
  AttachmentDiffers: '文件内容与条款所列的不一致，请勿依赖。',
  DeviceKeyUnknown: '参与者中已没有持有该密钥的设备，请刷新列表。',
  DeviceKeyUnsigned: '设备密钥未经其账户签名，请重新签名。',
  DeviceKeyTaken: '该密钥属于另一个账户的设备，请生成新的密钥。',
  DevicesFull: a => `一个账户最多用 ${a.limit ?? 20} 台设备阅读，请先移除一台。`,
  DeviceUnable: '此浏览器无法保存附件的密钥，请使用较新的浏览器，且不要使用无痕窗口。',
}
