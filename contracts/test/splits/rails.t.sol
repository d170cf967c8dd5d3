// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Payments} from "src/Payments.sol";
import {Registers} from "src/libraries/Registers.sol";
import {Receiver} from "src/types/Books.sol";
import {Register, Share} from "src/types/Clauses.sol";
import {Fact, TOPIC_DISPUTE, TOPIC_PAYMENT, TOPIC_PAYOUT, TOPIC_REFUND} from "src/types/Fact.sol";
import {InstructionState, PayoutAccount, Report} from "src/types/Payout.sol";
import {Receipt as Slip, Refund} from "src/types/Receipt.sol";
import {Agreement} from "src/types/Terms.sol";

import {SplitsBase} from "./SplitsBase.t.sol";

/// Branch tree of an agreement that is paid by a processor account with a reserve of a tenth, and whose parties are paid out by
/// their banks:
/// ├── given everybody withdrew, when the payment is disputed: nobody is asked for anything, and
/// │   ├── what is owed is met from the next receipts, then from the reserve; after that the parties get their shares again
/// │   └── given the dispute is won: its money pays what is owed for it, and nobody twice
/// ├── given refunds before the month is closed, after, and several: in the end the parties have what was not refunded
/// ├── given a register that lists an account outside the chain: what it gets goes there, whoever asks for it
/// └── PAYMENTS-1 holds at every step
contract SplitsRailsTest is SplitsBase {
    uint32 private constant DURATION = 30 days;
    /// @dev A month at the processor is not what this is about.
    uint40 private constant LATER = NOW + 1 days;

    Payments private _rails;
    bytes32 private _processor;
    uint256 private _count;
    /// @dev What the processor holds: what came in less what went back and out.
    int256 private _held;

    function setUp() public override {
        super.setUp();
        _rails = Payments(_deploy("Payments", abi.encode(ledger, facts)));
        _processor = _rails.declareReserve(keccak256("account"), 1000, DURATION);
        asset = _rails.open(quorum, "XTS", _processor);
    }

    function test_disputeAfterEveryoneWithdrew_isMetByReceiptsThenReserve() public {
        (Agreement memory agreement, bytes32 root, Slip memory first) = _withdrawn();
        _dispute(first);

        assertEq(_heldBy(alice) + _heldBy(bob) + _heldBy(carol), 0, "nobody has anything to take");
        assertEq(splits.standingOf(root).owed, 1000);
        _assertTotals(1000, 100);
        assertEq(_rails.dueFromProcessor(asset), -900, "the account is overdrawn by what was paid out");

        Slip memory second = _issue(root, 600);
        _rails.collect(address(splits), root, asset);
        assertEq(splits.standingOf(root).owed, 460);
        _assertTotals(460, 160);

        vm.warp(block.timestamp + DURATION);
        _rails.release(first);
        _rails.release(second);
        _assertTotals(300, 0);

        _issue(root, 1000);
        _rails.collect(address(splits), root, asset);
        _assertTotals(0, 100);
        // What the reserve paid is the agreement's, since receipts paid for it as well.
        assertEq(splits.observe(agreement), 160);
        splits.settle(agreement);
        assertEq(abi.encode(_heldBy(alice), _heldBy(bob), _heldBy(carol)), abi.encode(300, 180, 120));
    }

    function test_disputeAfterEveryoneWithdrew_andIsWon() public {
        (Agreement memory agreement, bytes32 root, Slip memory first) = _withdrawn();
        Refund memory disputed = _dispute(first);

        Fact memory won = _fact(TOPIC_DISPUTE, _subjectOf(disputed), keccak256(abi.encode(disputed, LATER)));
        won.round = 1;
        _rails.reinstate(first, disputed, LATER, NOW, _confirmed(won));
        _held += 1000;

        assertEq(splits.standingOf(root).owed, 0);
        _assertTotals(0, 100);
        splits.settle(agreement);
        assertEq(_heldBy(alice) + _heldBy(bob) + _heldBy(carol), 0, "they had theirs");
    }

    function testFuzz_refundsBeforeAndAfterTheClose(uint96 paid, uint96[3] memory parts) public {
        paid = uint96(bound(paid, 10, type(uint96).max));
        Agreement memory agreement = _monthlyTerms();
        agreement.money.asset = asset;
        bytes32 root = _conclude(agreement);
        Slip memory receipt = _issue(root, paid);
        uint256 left = paid;
        for (uint256 i; i < 3; ++i) {
            parts[i] = uint96(bound(parts[i], 0, left));
            left -= parts[i];
            // The last one comes when the month is divided and everyone was paid.
            if (i == 2) _close(agreement, 0);
            _refund(receipt, parts[i], NOW + uint40(i / 2) * 30 days);
        }
        vm.warp(block.timestamp + DURATION);
        _rails.release(receipt);
        _issue(root, paid, NOW + 30 days);
        if (_movedBack(root) != 0) _rails.collect(address(splits), root, asset);
        _assertTotals(0, paid / 10);

        uint256 back = uint256(parts[0]) + parts[1] + parts[2];
        assertEq(
            ledger.totalSupply(asset), 2 * uint256(paid) - back - paid / 10, "what was not refunded, nor is withheld"
        );
    }

    /// @dev Who is paid where is signed with the terms; nobody can choose another account later.
    function testFuzz_paysAListedBankAccount(address caller, uint96 paid) public {
        paid = uint96(bound(paid, 1000, type(uint96).max));
        PayoutAccount memory to =
            PayoutAccount(bob.account, "bank", keccak256("particulars"), 100, quorum, "XTS", _processor);
        address account = ledger.accountOf(address(_rails), _rails.payoutKeyOf(to));
        Agreement memory agreement = _plain();
        agreement.rules.registers = new Register[](1);
        agreement.rules.registers[0] = Register(Registers.leafOf(0, account, 1, 0), 1, 1);
        agreement.rules.clauses[0].shares[1] = Share(3, 30);
        bytes32 root = _conclude(agreement);
        uint256 part = uint256(paid - paid / 10) * 30 / 100;
        _issue(root, paid);
        splits.settle(agreement);
        Receiver[] memory receivers = new Receiver[](1);
        receivers[0] = Receiver(account, 1);
        splits.settleRegister(root, asset, agreement.rules.registers[0], receivers, new bytes32[](0), new bool[](0));

        vm.prank(caller);
        bytes32 instruction = _rails.instruct(to);

        assertEq(_rails.stateOf(instruction).amount, part);
        assertEq(_rails.totalsOf(asset).inFlight, part);
        assertEq(_rails.dueFromProcessor(asset), _held, "PAYMENTS-1");
    }

    /* STEPS */

    /// @dev A payment of 1,000 that was divided and paid out by everybody's bank, but for the reserve.
    function _withdrawn() private returns (Agreement memory agreement, bytes32 root, Slip memory receipt) {
        agreement = _plain();
        root = _conclude(agreement);
        receipt = _issue(root, 1000);
        splits.settle(agreement);
        _payOut(alice, 450);
        _payOut(bob, 270);
        _payOut(carol, 180);
    }

    function _issue(bytes32 root, uint128 amount) private returns (Slip memory) {
        return _issue(root, amount, NOW);
    }

    function _issue(bytes32 root, uint128 amount, uint40 bookedAt) private returns (Slip memory receipt) {
        bytes32 transaction = keccak256(abi.encode("transaction", ++_count));
        receipt = Slip(
            quorum, "XTS", _processor, transaction, address(0xCAFE), amount, bookedAt, address(splits), root, 500_000
        );
        bytes32 subject = keccak256(abi.encode(_processor, transaction));
        Fact memory fact = _fact(TOPIC_PAYMENT, subject, keccak256(abi.encode(receipt)));
        _rails.issue(receipt, NOW, _confirmed(fact));
        _held += int256(uint256(amount));
    }

    function _refund(Slip memory receipt, uint128 amount, uint40 bookedAt) private {
        bytes32 key = keccak256(abi.encode(receipt.processor, receipt.transaction));
        Refund memory refund = Refund(key, keccak256(abi.encode("refund", ++_count)), amount, bookedAt);
        Fact memory fact = _fact(TOPIC_REFUND, _subjectOf(refund), keccak256(abi.encode(refund)));
        _rails.refund(receipt, refund, NOW, _confirmed(fact));
        _held -= int256(uint256(amount));
        assertEq(_rails.dueFromProcessor(asset), _held, "PAYMENTS-1");
    }

    function _dispute(Slip memory receipt) private returns (Refund memory disputed) {
        bytes32 key = keccak256(abi.encode(receipt.processor, receipt.transaction));
        disputed = Refund(key, keccak256("dispute"), receipt.amount, NOW);
        Fact memory fact = _fact(TOPIC_DISPUTE, _subjectOf(disputed), keccak256(abi.encode(disputed)));
        _rails.dispute(receipt, disputed, NOW, _confirmed(fact));
        _held -= int256(uint256(receipt.amount));
    }

    function _payOut(Signer memory owner, uint128 amount) private {
        PayoutAccount memory to =
            PayoutAccount(owner.account, "bank", keccak256("particulars"), 0, quorum, "XTS", _processor);
        bytes32 key = _rails.payoutKeyOf(to);
        vm.prank(owner.account);
        ledger.pay(address(_rails), key, asset, amount, abi.encode(to));
        Report memory reported = Report(1, InstructionState.Paid, keccak256("po"));
        bytes32 subject = _rails.instructionOf(key, 1);
        Fact memory fact = _fact(TOPIC_PAYOUT, subject, keccak256(abi.encode(reported.state, reported.evidence)));
        fact.round = 1;
        _rails.report(to, reported, NOW, _confirmed(fact));
        _held -= int256(uint256(amount));
    }

    function _fact(bytes32 topic, bytes32 subject, bytes32 value) private view returns (Fact memory) {
        return Fact(quorum, address(_rails), topic, subject, 0, value, NOW, 0);
    }

    function _subjectOf(Refund memory refund) private pure returns (bytes32) {
        return keccak256(abi.encode(refund.paymentKey, refund.refundId));
    }

    function _movedBack(bytes32 root) private view returns (uint256) {
        bytes32 key = _rails.receivableKeyOf(address(splits), root, asset);
        return ledger.balanceOf(ledger.accountOf(address(_rails), key), asset);
    }

    /// @dev What is owed and withheld, nothing being in flight, and PAYMENTS-1.
    function _assertTotals(uint256 receivables, uint256 reserve) private view {
        assertEq(abi.encode(_rails.totalsOf(asset)), abi.encode(receivables, 0, reserve));
        assertEq(_rails.dueFromProcessor(asset), _held, "PAYMENTS-1");
    }
}
