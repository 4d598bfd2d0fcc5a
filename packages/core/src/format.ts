/**
 * Judges one string of an entity.
 * @returns what would have been expected, or `undefined` when the value is fine
 */
export type Validator = (value: string) => string | undefined;

/** One function per format rule; a deployment replaces single ones. */
export interface Validators {
  apiVersion: Validator;
  kind: Validator;
  entityName: Validator;
  namespace: Validator;
  labelKey: Validator;
  labelValue: Validator;
  annotationKey: Validator;
  annotationValue: Validator;
  tag: Validator;
  linkUrl: Validator;
  linkTitle: Validator;
  linkIcon: Validator;
}

const objectName = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const dnsLabel = /^[a-z0-9]+(?:-+[a-z0-9]+)*$/;
const kindPattern = /^[a-zA-Z][a-z0-9A-Z]*$/;
const versionSuffix = /^[a-z0-9A-Z]+$/;
const tagPattern = /^[a-z0-9:+#]+(?:-[a-z0-9:+#]+)*$/;

function fits(value: string, pattern: RegExp, longest = 63): boolean {
  return value.length >= 1 && value.length <= longest && pattern.test(value);
}

function isDnsSubdomain(value: string): boolean {
  return value.length >= 1 && value.length <= 253 && value.split('.').every((label) => fits(label, dnsLabel));
}

function isPrefixed(value: string, isSuffix: (suffix: string) => boolean): boolean {
  const [first = '', second, ...rest] = value.split('/');
  if (rest.length > 0) return false;
  return second === undefined ? isSuffix(first) : isDnsSubdomain(first) && isSuffix(second);
}

function isObjectName(value: string): boolean {
  return fits(value, objectName);
}

function expectKey(value: string): string | undefined {
  if (isPrefixed(value, isObjectName)) return undefined;
  return 'a name of 1 to 63 letters, digits, dashes, underscores and dots that begins and ends with a letter or digit, optionally after a lower-case DNS name and a slash';
}

function expectText(value: string): string | undefined {
  return value.trim() === '' ? 'a text that is not blank' : undefined;
}

/** The rules that hold unless a deployment says otherwise. */
export const defaultValidators: Validators = {
  apiVersion(value) {
    if (isPrefixed(value, (suffix) => fits(suffix, versionSuffix))) return undefined;
    return 'a version of 1 to 63 letters and digits, optionally after a lower-case DNS name and a slash';
  },
  kind(value) {
    return fits(value, kindPattern) ? undefined : '1 to 63 letters and digits, beginning with a letter';
  },
  entityName(value) {
    if (isObjectName(value)) return undefined;
    return '1 to 63 letters, digits, dashes, underscores and dots, beginning and ending with a letter or digit';
  },
  namespace(value) {
    return fits(value, dnsLabel)
      ? undefined
      : '1 to 63 lower-case letters, digits and dashes, beginning and ending with a letter or digit';
  },
  labelKey: expectKey,
  labelValue(value) {
    if (value === '' || isObjectName(value)) return undefined;
    return 'nothing, or up to 63 letters, digits, dashes, underscores and dots, beginning and ending with a letter or digit';
  },
  annotationKey: expectKey,
  annotationValue() {
    return undefined;
  },
  tag(value) {
    return fits(value, tagPattern)
      ? undefined
      : '1 to 63 lower-case letters, digits, colons, plus and hash signs, with single dashes between them';
  },
  linkUrl(value) {
    return URL.canParse(value) ? undefined : 'a complete URL, such as https://example.com/page';
  },
  linkTitle: expectText,
  linkIcon: expectText,
};
