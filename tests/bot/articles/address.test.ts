import { describe, expect, it } from 'vitest';
import {
  AllowList,
  bareHost,
  isPublicAddress,
  readTarget,
} from '../../../src/bot/articles/fetch/address-guard.js';
import { faultCode } from './faults.js';

describe('인터넷에 열린 주소인가', () => {
  it.each([
    // Public.
    ['1.1.1.1', true],
    ['8.8.8.8', true],
    ['223.130.200.107', true],
    ['172.15.255.255', true],
    ['172.32.0.1', true],
    ['100.63.255.255', true],
    ['100.128.0.1', true],
    ['192.167.255.255', true],
    ['169.253.255.255', true],
    ['198.17.255.255', true],
    ['223.255.255.255', true],
    ['2606:4700:4700::1111', true],
    ['2001:2b8:1::1', true],
    ['64:ff9b::808:808', true], // NAT64 of 8.8.8.8
    ['::ffff:8.8.8.8', true], // IPv4 in IPv6 clothing
    // This machine and this network.
    ['0.0.0.0', false],
    ['0.1.2.3', false],
    ['127.0.0.1', false],
    ['127.255.255.254', false],
    ['10.0.0.1', false],
    ['10.255.255.255', false],
    ['172.16.0.1', false],
    ['172.31.255.255', false],
    ['192.168.0.1', false],
    ['100.64.0.1', false], // carriers' NAT
    ['169.254.169.254', false], // metadata of clouds
    ['::', false],
    ['::1', false],
    ['fe80::1', false],
    ['fe80::1%eth0', false],
    ['fc00::1', false],
    ['fd12:3456::1', false],
    ['fec0::1', false],
    // Reserved, for documents, for tests.
    ['192.0.0.1', false],
    ['192.0.2.1', false],
    ['198.18.0.1', false],
    ['198.51.100.7', false],
    ['203.0.113.7', false],
    ['192.88.99.1', false],
    ['224.0.0.1', false],
    ['239.255.255.255', false],
    ['240.0.0.1', false],
    ['255.255.255.255', false],
    ['2001:db8::1', false],
    ['3fff::1', false],
    ['ff02::1', false],
    ['100::1', false],
    ['4000::1', false],
    ['5f00::1', false],
    // IPv6 that leads to IPv4.
    ['::ffff:127.0.0.1', false],
    ['::ffff:10.0.0.1', false],
    ['::ffff:a9fe:a9fe', false],
    ['::7f00:1', false],
    ['::ffff:0:7f00:1', false],
    ['64:ff9b::7f00:1', false],
    ['64:ff9b::a00:1', false],
    ['64:ff9b:1::808:808', false],
    ['2002:7f00:1::', false], // 6to4
    ['2002:808:808::1', false],
    ['2001:0:808:808::1', false], // Teredo
    ['2001:4860::5efe:7f00:1', false], // ISATAP
    // No address at all.
    ['', false],
    ['localhost', false],
    ['0x7f000001', false],
    ['010.0.0.1', false],
    ['2130706433', false],
    ['1.2.3', false],
  ])('%s: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });
});

describe('주소를 받아 본다', () => {
  const none = new AllowList([]);

  it.each([
    ['https://news.example.com/1#comments', 'news.example.com'],
    ['http://8.8.8.8/', '8.8.8.8'],
    ['http://[2606:4700::1]/', '2606:4700::1'],
    ['https://news.example.com:80/', 'news.example.com'],
  ])('%s', (address, host) => {
    const target = readTarget(address, none);
    expect(bareHost(target)).toBe(host);
    expect(target.hash).toBe('');
  });

  it.each([
    ['ftp://news.example.com/', 'fetch/bad-url'],
    ['file:///etc/passwd', 'fetch/bad-url'],
    ['javascript:alert(1)', 'fetch/bad-url'],
    ['data:text/html,x', 'fetch/bad-url'],
    ['news.example.com', 'fetch/bad-url'],
    ['https://user@news.example.com/', 'fetch/bad-url'],
    ['https://user:pass@news.example.com/', 'fetch/bad-url'],
    [`https://news.example.com/${'a'.repeat(3000)}`, 'fetch/bad-url'],
    ['http://[fe80::1%25eth0]/', 'fetch/bad-url'],
    ['https://news.example.com:8080/', 'fetch/bad-port'],
    ['http://news.example.com:22/', 'fetch/bad-port'],
    ['http://8.8.8.8:6379/', 'fetch/bad-port'],
    // One address in its many spellings.
    ['http://127.0.0.1/', 'fetch/private'],
    ['http://127.1/', 'fetch/private'],
    ['http://127.0.0.1./', 'fetch/private'],
    ['http://0x7f.0.0.1/', 'fetch/private'],
    ['http://0x7f000001/', 'fetch/private'],
    ['http://017700000001/', 'fetch/private'],
    ['http://0177.0.0.1/', 'fetch/private'],
    ['http://2130706433/', 'fetch/private'],
    ['http://１２７.０.０.１/', 'fetch/private'],
    ['http://127。0。0。1/', 'fetch/private'],
    ['http://%31%32%37.0.0.1/', 'fetch/private'],
    ['http://0/', 'fetch/private'],
    ['http://[::1]/', 'fetch/private'],
    ['http://[::ffff:127.0.0.1]/', 'fetch/private'],
    ['http://[0:0:0:0:0:ffff:7f00:1]/', 'fetch/private'],
    ['http://[64:ff9b::127.0.0.1]/', 'fetch/private'],
    ['http://[2002:7f00:1::]/', 'fetch/private'],
    ['http://169.254.169.254/latest/meta-data/', 'fetch/private'],
  ])('%s는 %s', (address, code) => {
    expect(faultCode(() => readTarget(address, none))).toBe(code);
  });
});

describe('허용 목록', () => {
  const allow = new AllowList([
    'Wiki.Paper.example',
    '*.intra.example',
    '10.20.0.0/16',
    '127.0.0.1',
    'fd00::/8',
  ]);

  it('이름은 그대로, *은 그 아래 모두', () => {
    expect(allow.allowsHost('wiki.paper.example')).toBe(true);
    expect(allow.allowsHost('WIKI.paper.example.')).toBe(true);
    expect(allow.allowsHost('a.wiki.paper.example')).toBe(false);
    expect(allow.allowsHost('a.b.intra.example')).toBe(true);
    expect(allow.allowsHost('intra.example')).toBe(false);
    expect(allow.allowsHost('evilintra.example')).toBe(false);
  });

  it('주소는 범위로, IPv6 옷을 입은 IPv4도', () => {
    expect(allow.allowsAddress('10.20.3.4')).toBe(true);
    expect(allow.allowsAddress('10.21.0.1')).toBe(false);
    expect(allow.allowsAddress('::ffff:127.0.0.1')).toBe(true);
    expect(allow.allowsAddress('fd12::1')).toBe(true);
    expect(allow.allowsAddress('127.0.0.2')).toBe(false);
  });

  it('허용한 곳은 다른 포트도', () => {
    expect(readTarget('http://127.0.0.1:3000/', allow).port).toBe('3000');
    expect(readTarget('http://wiki.paper.example:8080/', allow).port).toBe('8080');
    expect(faultCode(() => readTarget('http://127.0.0.2:3000/', allow))).toBe('fetch/private');
  });

  it.each(['http://a.example', '10.0.0.0/40', '10.0.0', '*', 'a b', ''])('알 수 없는 항목 "%s"', (entry) => {
    expect(faultCode(() => new AllowList([entry]))).toBe('environment/wrong');
  });
});
