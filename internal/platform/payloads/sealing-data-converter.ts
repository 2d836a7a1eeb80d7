import path from 'node:path';
import type { DataConverter, PayloadCodec } from '@temporalio/common';

/**
 * How clients and workers write payloads and failures. The SDK loads the failure converter by its path; inside of workflows the default ones
 * read what these write.
 */
export const sealingDataConverter = (codec: PayloadCodec): DataConverter => ({ payloadCodecs: [codec], failureConverterPath: path.join(__dirname, 'failure-converter') });
