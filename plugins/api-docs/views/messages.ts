/** Every text of the definition tab that a person sees. */
export const messages = {
  none: 'This API has no definition',
  noneText: 'Put the text into spec.definition, or name its file there: definition: { $text: ./openapi.yaml }',
  source: 'Definition',
};
