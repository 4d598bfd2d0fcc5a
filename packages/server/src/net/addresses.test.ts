import { expect, test } from 'vitest';
import { createAddressPolicy, isPublicAddress } from './addresses.ts';

test.each(['8.8.8.8', '140.82.121.4', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808'])(
  '%s is public',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test.each(
  [
    ['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.8.8.8', '169.254.169.254', '172.31.255.1', '192.168.1.1'],
    ['192.0.2.1', '198.18.0.1', '224.0.0.251', '240.0.0.1', '255.255.255.255'],
    ['::', '::1', 'fe80::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', 'fec0::1', '2001:db8::1', '100::1'],
    // The same, wrapped in IPv6.
    ['::ffff:127.0.0.1', '::ffff:a9fe:a9fe', '64:ff9b::a00:1', '2002:7f00:1::', '2001:0:1::', '64:ff9b:1::a00:1'],
    // Hosts, and numbers that are one only to some programs.
    ['localhost', '', '2130706433', '0x7f.1'],
  ].flat(),
)('%s is not', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test('private places are open by host, address or network, and by nothing less', () => {
  const policy = createAddressPolicy([
    'git.corp.example',
    '*.intern.example',
    '10.0.0.0/8',
    '192.168.1.5:8443',
    'fd00:1::/32',
    'local.example:3000',
  ]);
  expect(policy.permits('git.corp.example', 443, '172.16.0.9')).toBe(true);
  expect(policy.permits('GIT.corp.example.', 443, '172.16.0.9')).toBe(true);
  expect(policy.permits('a.b.intern.example', 80, '127.0.0.1')).toBe(true);
  expect(policy.permits('anything.example', 80, '10.200.0.1')).toBe(true);
  expect(policy.permits('anything.example', 80, '::ffff:10.200.0.1')).toBe(true);
  expect(policy.permits('anything.example', 8443, '192.168.1.5')).toBe(true);
  expect(policy.permits('anything.example', 80, 'fd00:1::7')).toBe(true);
  expect(policy.permits('local.example', 3000, '127.0.0.1')).toBe(true);

  expect(policy.permits('evil-git.corp.example', 443, '172.16.0.9')).toBe(false);
  expect(policy.permits('intern.example', 80, '127.0.0.1')).toBe(false);
  expect(policy.permits('anything.example', 80, '11.0.0.1')).toBe(true);
  expect(policy.permits('anything.example', 80, '192.168.1.5')).toBe(false);
  expect(policy.permits('local.example', 9200, '127.0.0.1')).toBe(false);
  expect(policy.permits('anything.example', 80, 'fd00:2::7')).toBe(false);
});

test('an entry that means nothing is an error, not a hole', () => {
  for (const entry of ['', '*', 'a b', '10.0.0.0/99', 'http://10.0.0.1'])
    expect(() => createAddressPolicy([entry]), entry).toThrow('neither a host nor an address');
});
