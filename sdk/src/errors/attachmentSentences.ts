type Sentences = Record<string, (args: Record<string, unknown>) => string>

const megabytes = (bytes: unknown) => Math.floor(Number(bytes) / 1024 / 1024)

/** Why something about an attachment, or a browser that reads it, is refused. */
export const attachmentSentences: Sentences = {
  AttachmentUnknown: () => 'There is no such attachment any more; reload the list.',
  AttachmentExists: () => 'Another file was attached under this id already; attach this one anew.',
  AttachmentEmpty: () => 'The file is empty; attach one with content.',
  AttachmentTooLarge: a => `A file may have at most ${megabytes(a.limit)} MB; make it smaller or attach it in parts.`,
  AttachmentsFull: a =>
    a.files === undefined
      ? `The attachments of a draft may have ${megabytes(a.limit)} MB together; remove one first.`
      : `A draft has at most ${a.files} attachments; remove one first.`,
  AttachmentNameTaken: a => `A file called "${a.given}" is attached already; give this one another name.`,
  AttachmentSealed: () => 'This device cannot open the file: its key is for another device, or something was changed.',
  AttachmentDamaged: () => 'The file arrived damaged; try again, and if it stays, ask its owner to attach it anew.',
  AttachmentDiffers: () => 'The content is not the file that the terms name; do not rely on it.',
  DeviceKeyUnknown: () => 'No participant has a device with this key any more; reload the list.',
  DeviceKeyUnsigned: () => 'The key of the device is not signed by its account; sign it again.',
  DeviceKeyTaken: () => 'This key belongs to the device of another account; make a new one.',
  DevicesFull: a => `An account reads with at most ${a.limit} devices; remove one first.`,
  DeviceUnable: () => 'This browser cannot keep a key for attachments; use a current one, and not a private window.',
}
