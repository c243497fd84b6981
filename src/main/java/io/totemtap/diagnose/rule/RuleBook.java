package io.totemtap.diagnose.rule;

import io.totemtap.diagnose.Rule;
import java.util.List;

/** All rules, one line each. Their order does not matter for the answer. */
public final class RuleBook {

    /** Every rule there is. */
    public static final List<Rule> RULES = List.of(
            new LossBetweenCapturesRule(),
            new PassesElsewhereRule(),
            new DaemonDeafRule(),
            new MergesMissingRule(),
            new MemberMissesRule(),
            new SenderSilentRule(),
            new SenderDropsRule(),
            new SenderQueueDropsRule(),
            new SenderNicErrorsRule(),
            new ReceiverDropsRule(),
            new SoftnetBacklogRule(),
            new ReassemblyRule(),
            new NoSocketRule(),
            new KernelWitnessRule(),
            new WitnessCoverageRule(),
            new ReportsStoppedRule(),
            new NicCounterRule(),
            new ReceiverRingOverrunRule(),
            new DamagedFramesRule(),
            new PromiscuityHealsRule(),
            new PromiscuityInTurnRule(),
            new LinkDownRule(),
            new BoundToLoopbackRule(),
            new RingInterruptedRule(),
            new UnicastLostRule(),
            new RingDoesNotFormRule(),
            new HealedByCaptureRule(),
            new KeyMismatchRule(),
            new GroupMismatchRule(),
            new TimeToLiveRule(),
            new NotJoinedRule(),
            new ProcessPausedRule(),
            new DaemonStoppedRule(),
            new TwoClustersRule(),
            new QuerierRule(),
            new AgedOutRule(),
            new AgedOutAlikeRule(),
            new ReportsIgnoredRule(),
            new FastLeaveRule(),
            new LossShapeRule(),
            new QueriersRule(),
            new MalformedReportsRule(),
            new SourceFilterRule(),
            new ReportSuppressedRule(),
            new ReportLostRule(),
            new TopologyChangeRule(),
            new SlowQuerierRule(),
            new GenerationMismatchRule(),
            new GroupAddressRule(),
            new NodeIdRule(),
            new TwoNodeRule(),
            new ConfigurationRule(),
            new ConfigVersionRule(),
            new PrintedSettingsRule(),
            new HearsNothingRule(),
            new HeardUntilRule(),
            new ClusterSilentRule(),
            new LogRule(),
            new NoMulticastRule(),
            new CaptureQualityRule(),
            new CoverageRule());

    private RuleBook() {}
}
