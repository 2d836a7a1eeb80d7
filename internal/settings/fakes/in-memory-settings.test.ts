import { settingsContract } from '../ports/settings.contract.ts';
import { InMemorySettings } from './in-memory-settings.ts';

settingsContract('InMemorySettings', () => new InMemorySettings());
