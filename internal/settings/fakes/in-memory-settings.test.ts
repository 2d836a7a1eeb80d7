import { secretsContract } from '../ports/secrets.contract.ts';
import { settingsContract } from '../ports/settings.contract.ts';
import { InMemorySettings } from './in-memory-settings.ts';

settingsContract('InMemorySettings', () => new InMemorySettings());
secretsContract('InMemorySettings', () => new InMemorySettings());
