import { expect, test } from '@playwright/test';
import { exportReport, openView } from '../../scripts/lib/drive-page';
import { briefSmallNight } from './support/deskside-page';
import { generatorFiles } from './support/model-files';
import { expectInstalled, modelCard, openWithModel, withModelHost } from './support/model-host';

const NAME = 'writer';

test('writes with a generator that the user added from a hub, and says where every byte came from', async () => {
  const files = generatorFiles();
  await withModelHost(
    { 'desk/writer': files },
    async ({ url, hub, open }) => {
      const context = await open();
      const page = await openWithModel(context, { url, hub }, 'desk/writer');
      await modelCard(page, NAME).getByRole('button', { name: 'Install' }).click();
      await expectInstalled(page, NAME);
      await modelCard(page, NAME).getByRole('button', { name: 'Use for writing' }).click();

      await openView(page, 'Briefing');
      await briefSmallNight(page);
      const { models, egress } = await exportReport(page);
      const { id } = models.find((model) => model.id.includes('writer')) ?? {};
      expect(id).toBe('desk--writer');
      expect(models.map((model) => model.id)).not.toContain('smollm2-135m-desk');

      const own = [new URL(hub.url).origin, new URL(hub.cdnUrl).origin];
      expect(egress.requests.length).toBeGreaterThan(0);
      for (const request of egress.requests) expect(own).toContain(new URL(request.url).origin);
      await openView(page, 'Models');
      await modelCard(page, NAME).getByRole('button', { name: 'Details' }).click();
      await expect(page.getByRole('dialog')).not.toContainText('Not run here yet');
    },
    { starterPack: true },
  );
});
