import { expect, test } from '@playwright/test';
import { goInside, looksRight } from './axe.ts';
import { portalForThisFile } from './portal.ts';

const portal = portalForThisFile();

/** Every view, with a text that stands on it once it is complete. */
const views = {
  '/': 'What changed lately',
  '/catalog': 'Needle Drop',
  '/catalog?kind=component': 'Needle Drop',
  '/catalog?text=nothing-at-all': 'Nothing matches',
  '/catalog/default/component/needle-drop': 'Depends on',
  '/catalog/default/api/needle-drop/definition': 'OpenAPI 3.1.0',
  '/catalog/default/component/needle-drop/source': 'As the file says',
  '/catalog/default/component/needle-drop/history': 'Added',
  '/catalog/default/component/lantern/findings': 'playbck',
  '/catalog/default/component/unknown': 'is not in the catalog',
  '/sources': 'Up to date',
  '/sources?add=folder': 'Preview',
  '/findings': 'does not exist',
  '/findings?show=conflicts': 'No name is claimed twice',
  '/findings?show=exclusions': 'Nothing is kept out',
  '/where': 'Nothing asked yet',
  '/where?target=component:default/needle-drop': 'What was asked',
  '/catalog/default/component/needle-drop/graph?form=graph': 'service · playback',
  '/catalog/default/component/needle-drop/graph?form=graph&selected=component:default/lantern': 'Centre here',
  '/catalog/default/component/needle-drop/graph?form=list&maxDepth=2': 'playbck (not in the catalog)',
  '/catalog-graph': 'Choose where the graph begins',
  '/catalog-graph?rootEntityRefs[]=group:default/playback&selectedKinds[]=user': 'left out by the filters',
  '/explore': 'In no domain',
  '/explore?domain=none': 'listening',
  '/explore/groups': 'Open all',
  '/explore/groups?group=group:default/playback': 'Ada Quill',
  '/explore/technologies': 'hot-path',
  '/search?query=needle': 'Needle Drop',
  '/search?query=zzzzqqqq': 'zzzzqqqq',
  '/upkeep': 'Lacks',
  '/upkeep?list=owners': 'Owners that are gone',
  '/catalog/default/component/needle-drop/upkeep': 'What readers look for',
  '/catalog/default/component/needle-drop/upkeep?edit=1': 'Nothing is changed yet',
  '/no/such/page': 'There is no page here',
};

test('every view is free of accessibility violations and does not scroll sideways', async ({ page }) => {
  test.setTimeout(300_000);
  await page.goto(portal.url);
  for (const [path, text] of Object.entries(views)) {
    // Its frame loads a page of its own, which only a loading of the whole waits for.
    if (path.endsWith('/definition')) await page.goto(`${portal.url}${path}`);
    else await goInside(page, path);
    await looksRight(page, path, () => expect(page.getByText(text).first(), path).toBeVisible());
  }
});
