"""The words of procedures in English, for ids that people can read. A phrase that these words do not cover gets its position."""

from __future__ import annotations

from collections.abc import Mapping

_PAIRS = """
总则 general 附则 final 目的 purpose 目标 aims 依据 basis 适用范围 scope 范围 scope 术语和定义 definitions 术语与定义 definitions 术语 definitions
定义 definitions 名词解释 definitions 原则 principles 基本原则 principles 基本要求 requirements 要求 requirements 一般规定 general-provisions
职责 responsibilities 职责分工 responsibilities 职责与权限 responsibilities 职责和权限 responsibilities 权限 authority 责任 liability
组织机构 organization 组织 organization 机构 bodies 部门 departments 各部门 departments 全体员工 staff 员工 staff 人员 staff 岗位 posts 领导 leadership
管理 management 管理要求 management 管理规定 management 管理内容 management 流程 process 程序 procedure 工作程序 procedure 步骤 steps 方法 methods
热线 hotline 客户服务热线 hotline 客服热线 hotline 客户服务 customer-service 客户 customer 服务 service 投诉 complaint 投诉处理 complaint-handling
投诉办理 complaint-handling 投诉登记 complaint-register 咨询 inquiries 响应 response 响应时间 response-time 时间 time 时限 time-limit 期限 period
受理 acceptance 登记 register 分级 levels 等级 level 级别 level 答复 reply 回复 reply 回访 callback 办结 closing 办理 handling 处理 handling
处置 handling 报告 report 上报 reporting 汇报 reporting 反馈 feedback 满意度 satisfaction 调查 survey 评估 evaluation 评价 evaluation 评审 review
优化 improvement 改进 improvement 持续改进 improvement 监督 supervision 检查 inspection 监督检查 inspection 考核 assessment 奖惩 rewards 奖励 rewards
处罚 penalties 违规 violations 责任追究 accountability 问责 accountability 审计 audit 内部审计 internal-audit 稽核 audit
培训 training 教育 education 宣传 publicity 会议 meeting 纪要 minutes 会议纪要 minutes 议程 agenda 时长 length 邮件 mail 邮箱 mailbox 电子邮件 mail
主题 subject 抄送 copies 附件 attachments 即时通讯 instant-messaging 电话 phone 电话会议 call 视频会议 video-call 社交媒体 social-media
媒体 media 新闻 news 发布 publication 信息发布 publication 公告 notice 通知 notification 通报 bulletin 公示 public-notice 文件 documents
文档 documents 档案 archives 归档 archiving 记录 records 记录表单 records 相关记录 records 表单 forms 表格 tables 相关文件 related-documents
引用文件 references 规范性引用文件 normative-references 参考文件 references 附录 appendix 保存 retention 保管 custody 保存期限 retention 销毁 destruction
借阅 borrowing 查阅 access 复印 copying 印章 seals 用印 use-of-seals 合同 contracts 采购 procurement 供应商 suppliers 招标 tenders 投标 bids
验收 acceptance-test 入库 receipt 出库 issue 库存 stock 盘点 stocktaking 仓库 warehouse 资产 assets 固定资产 fixed-assets 设备 equipment
维护 maintenance 维修 repair 保养 upkeep 巡检 patrol 故障 faults 生产 production 质量 quality 产品 products 检验 testing 不合格品 nonconformity
安全 safety 信息安全 information-security 数据安全 data-security 网络安全 network-security 安全生产 work-safety 消防 fire-safety 应急 emergency
应急预案 emergency-plan 突发事件 incidents 事件 incidents 事故 accidents 风险 risks 风险管理 risk-management 隐患 hazards 保密 confidentiality
密级 classification 涉密 classified 信息 information 数据 data 备份 backup 恢复 recovery 系统 system 账号 accounts 密码 passwords 口令 passwords
访问 access 变更 changes 变更管理 change-management 配置 configuration 上线 release 开发 development 测试 testing 需求 requirements-analysis
项目 project 立项 project-approval 计划 plan 方案 scheme 预算 budget 费用 expenses 报销 reimbursement 差旅 travel 出差 travel 借款 advances
付款 payment 支付 payment 发票 invoices 财务 finance 资金 funds 税务 taxes 成本 costs 人力资源 human-resources 招聘 recruitment 录用 hiring
入职 onboarding 离职 leaving 转正 confirmation 晋升 promotion 薪酬 pay 工资 wages 绩效 performance 考勤 attendance 请假 leave 休假 leave 加班 overtime
值班 duty 值守 duty 班次 shifts 交接班 handover 交接 handover 工作时间 working-hours 夜间 night 节假日 holidays 工作日 workdays
行政 administration 办公 office 车辆 vehicles 接待 reception 公关 public-relations 公共关系 public-relations 品牌 brand 市场 marketing 销售 sales
渠道 channels 沟通 communication 沟通渠道 communication-channels 内部 internal 外部 external 内部渠道 internal-channels 外部渠道 external-channels
对外 external 对内 internal 联络 liaison 联系 contact 协作 cooperation 协调 coordination 统一 uniform 及时 timely 准确 accurate 清晰 clear 一致 consistent
适当 suitable 可追溯 traceable 规范 standard 标准 standard 指标 indicators 统计 statistics 分析 analysis 监测 monitoring 监控 monitoring 测量 measurement
抽查 spot-checks 质检 quality-checks 录音 recordings 通话 calls 坐席 agents 队列 queue 接听 answering 身份 identity 核对 verification 核实 verification
审批 approval 批准 approval 审核 review 会签 countersignature 签发 signing 授权 authorization 委托 delegation 申请 application 提交 submission 修订 revision
解释 interpretation 解释与修订 interpretation 施行 effect 实施 implementation 生效 effect 废止 repeal 实施细则 implementation-rules 例外 exceptions 豁免 waivers
紧急 urgent 重大 major 重要 important 一般 ordinary 特殊 special 日常 daily 定期 regular 年度 annual 季度 quarterly 月度 monthly 每周 weekly 每日 daily
频次 frequency 频率 frequency 次数 times 比例 ratio 数量 quantity 金额 amount 人数 headcount 限额 limit 额度 quota 期间 period 提前 advance 逾期 overdue
工作 work 制度 rules 规程 procedure 办法 measures 规定 provisions 细则 detailed-rules 内容 content 事项 matters 措施 measures 条件 conditions 情形 cases
责任人 owner 负责人 head 经办人 handler 承诺 promises 留痕 traces 升级 escalation 转办 transfer 派单 dispatch 舆情 public-opinion 互动 interaction
公司 company 集团 group 总部办公室 head-office 总部 headquarters 信息技术 information-technology 技术 technology 法务 legal 合规 compliance 战略 strategy
研发 research 物流 logistics 运营 operations 客服 customer-service 商务 business 工程 engineering 运维 operations 内容发布 publishing 正文 text
公共 public 关系 relations 品牌市场 brand-marketing 沟通管理 communications 综合 general-affairs 综合管理 general-affairs 董事会 board 总经理 general-manager
办公室 office 中心 center 小组 team 委员会 committee 事业部 division 分公司 branch 子公司 subsidiary 车间 workshop 班组 teams 实验室 laboratory 工会 union
环境 environment 职业健康 occupational-health 健康 health 卫生 hygiene 食堂 canteen 宿舍 dormitory 门禁 access-control 访客 visitors 绿化 landscaping
知识产权 intellectual-property 专利 patents 商标 trademarks 许可 permits 资质 qualifications 证书 certificates 认证 certification 体系 system 管理评审 management-review
纠正措施 corrective-action 预防措施 preventive-action 纠正 correction 预防 prevention 追溯 traceability 标识 marking 包装 packaging 运输 transport 交付 delivery
退换 returns 退货 returns 赔付 compensation 索赔 claims 保修 warranty 安装 installation 调试 commissioning 点检 inspection-rounds 校准 calibration 计量 metrology
"""
_WORDS = _PAIRS.split()
ENGLISH: Mapping[str, str] = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))
LONGEST = max(map(len, ENGLISH))
IGNORED = frozenset("的与和及、之了对各本等其在部门科处室 　·—-（）()《》“”：:")
"""Characters that add nothing to an id. A department's name is as good without 部."""
