import { describe, expect, it } from 'vitest';
import { formats } from '../../src/formats/index.ts';
import { readTree } from '../../src/formats/read-tree.ts';
import { plain } from '../../src/model/name.ts';
import { NameTable } from '../../src/model/name-table.ts';
import { viewPasts } from '../../src/proposal/view-pasts.ts';
import { assignViews } from '../../src/proposal/views.ts';
import { memoryTree } from '../support/example.ts';

const SOA = '$TTL 60\n@ SOA ns1 hostmaster 1 1 1 1 1\n@ NS ns1\n';

function views(paths: readonly string[], more: Readonly<Record<string, string>> = {}, names = new NameTable()) {
  const tree = memoryTree({ ...Object.fromEntries(paths.map((path) => [path, SOA])), ...more });
  return assignViews(readTree(tree, formats(), { names, hints: [] }).zones, names);
}

/** `view: judged files | other files`. */
function shown(assigned: ReturnType<typeof views>) {
  const files = (zones: ReturnType<typeof views>[number]['zones']) =>
    zones
      .map(({ zone }) => zone.file.path)
      .sort()
      .join(' ');
  return assigned.map((view) => {
    const others = view.zones.filter((zone) => !view.judged.includes(zone));
    return `${view.name}: ${files(view.judged)}${others.length > 0 ? ` | ${files(others)}` : ''}`;
  });
}

describe('assignViews', () => {
  it('puts zones that are described once into one view', () => {
    expect(shown(views(['z/example.com.zone', 'z/example.net.zone']))).toEqual([
      ': z/example.com.zone z/example.net.zone',
    ]);
  });

  it('keeps two descriptions of a zone apart, by folder', () => {
    const paths = [
      'proposed/example.com.zone',
      'proposed/2.0.192.in-addr.arpa.zone',
      'published/example.com.zone',
      'published/2.0.192.in-addr.arpa.zone',
    ];
    expect(shown(views(paths))).toEqual([
      'proposed: proposed/2.0.192.in-addr.arpa.zone proposed/example.com.zone',
      'published: published/2.0.192.in-addr.arpa.zone published/example.com.zone',
    ]);
  });

  it('lets a zone that is described once answer in all views, and judges it in one', () => {
    const paths = ['a/example.com.zone', 'b/example.com.zone', 'b/example.net.zone'];
    expect(shown(views(paths))).toEqual([
      'a: a/example.com.zone | b/example.net.zone',
      'b: b/example.com.zone b/example.net.zone',
    ]);
  });

  it('takes the names of views from the server configuration', () => {
    const conf = `view "inside" { zone "example.com" { type master; file "inside.db"; }; };
view "outside" { zone "example.com" { type master; file "outside.db"; }; };\n`;
    expect(shown(views(['inside.db', 'outside.db'], { 'named.conf': conf }))).toEqual([
      'inside: inside.db',
      'outside: outside.db',
    ]);
  });

  it('tells two descriptions in one folder apart by file', () => {
    expect(shown(views(['z/db.example.com', 'z/example.com.zone']))).toHaveLength(2);
  });

  it('judges every zone exactly once', () => {
    const paths = [
      'a/example.com.zone',
      'b/example.com.zone',
      'c/d/example.com.zone',
      'c/example.net.zone',
      'example.org.zone',
      'b/example.net.zone',
    ];
    const judged = views(paths).flatMap((view) => view.judged.map(({ zone }) => zone.file.path));
    expect(judged.sort()).toEqual([...paths].sort());
  });

  it('finds the counterpart of a view whose folder was renamed', () => {
    const names = new NameTable();
    const [now] = views(['new/example.com.zone', 'new2/example.com.zone'], {}, names).filter(
      ({ name }) => name === 'new',
    );
    const before = views(['old/example.com.zone'], {}, names);
    expect(plain(viewPasts([now], before).get(now)!.judged[0].zone.name)).toBe('example.com');
    expect(viewPasts([now], views(['old/example.net.zone'], {}, names)).get(now)).toBeUndefined();
  });
});
