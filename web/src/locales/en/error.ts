export const error = {
  title: 'This did not work',
  code: 'Code',
  retry: 'Try again',
  unknown: 'Something unexpected happened. Try again; if it stays, pass the code on to whoever runs this service.',
  pageTitle: 'This page cannot be shown',
  notFoundTitle: 'There is nothing at this address',
  notFoundText: 'The link may be mistyped, or what it led to belongs to another installation.',
}
