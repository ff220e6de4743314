import { describe, expect, it } from '@jest/globals';
import { assessmentBody, scoresInWords } from './assessment-values.js';

const values = {
  ...{ scheme: 'GB/T 42195', schemeVersion: '2022', level: '2', on: '2026-10-10', validUntil: '2027-10-09' },
  ...{ name1: '何丽', office1: '云谷社区', name2: '钱伟', office2: '云谷镇', others: '', scores: '' },
};

describe('an assessment', () => {
  it('is sent with its two assessors, and without scores where none were written', () => {
    expect(assessmentBody(values)).toEqual({
      ...{ scheme: 'GB/T 42195', schemeVersion: '2022', level: 2, on: '2026-10-10', validUntil: '2027-10-09' },
      assessors: [
        { name: '何丽', office: '云谷社区' },
        { name: '钱伟', office: '云谷镇' },
      ],
      scores: {},
    });
  });

  it('takes further people and scores line by line', () => {
    const { assessors, scores } = assessmentBody({
      ...values,
      others: '周敏 县医院 康复科\n',
      scores: '进食：5\n洗澡 3',
    });
    expect(assessors[2]).toEqual({ name: '周敏', office: '县医院 康复科' });
    expect(scores).toEqual({ 进食: 5, 洗澡: 3 });
    expect(scoresInWords({ scores }, '、')).toBe('进食 5、洗澡 3');
  });

  it('makes no number of a score that is none', () => {
    expect(assessmentBody({ ...values, scores: '进食\n洗澡 三' }).scores).toEqual({ 进食: NaN, 洗澡: NaN });
  });
});
